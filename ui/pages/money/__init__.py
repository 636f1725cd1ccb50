"""The parts of the money page: journal, budget, payroll, balance."""
