"""Sets a Document on paper: breaks lines, lays out tables over pages, draws by reportlab.

Knows the neutral Document and fonts; nothing of forms, records or figures.
"""
