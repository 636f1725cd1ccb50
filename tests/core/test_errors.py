"""The errors the user may be told about."""

import pickle

import pytest

from grantee_app.errors import BastamaError, DataProblem, FileProblem, StoreProblem
from grantee_app.language.message import message


@pytest.mark.parametrize("kind", [FileProblem, DataProblem, StoreProblem])
def test_each_carries_its_message(kind: type[BastamaError]) -> None:
    said = message("{name} is held by another program", name="есеп.pdf")
    with pytest.raises(BastamaError) as caught:
        raise kind(said)
    assert caught.value.message is said
    assert str(caught.value) == "есеп.pdf is held by another program"


def test_data_problem_knows_its_place() -> None:
    problem = DataProblem(message("Not a number"), "row 7")
    assert problem.place == "row 7"
    assert str(problem) == "row 7: Not a number"
    assert DataProblem(message("Not a number")).place == ""


def test_problem_crosses_processes() -> None:
    problem = pickle.loads(pickle.dumps(DataProblem(message("Not a number {n}", n=1), "row 7")))
    assert (str(problem), problem.place) == ("row 7: Not a number 1", "row 7")
