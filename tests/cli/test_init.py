import pytest

from greenflag.candidate import QUESTIONS, profile_from_answers


@pytest.fixture
def asking(search, monkeypatch):
    monkeypatch.setattr("greenflag.api.QUESTIONS", QUESTIONS, raising=False)
    monkeypatch.setattr("greenflag.api.profile_from_answers", profile_from_answers, raising=False)
    return search


def answers(**given: str) -> str:
    """Return one line for each question that this person is asked."""
    status = given["status"]
    asked = [q for q in QUESTIONS if not q.asked_of or status in q.asked_of]
    return "".join(given.get(q.key, "") + "\n" for q in asked)


def test_the_answers_make_the_profile(run, asking):
    result = run("init", input=answers(status="F-1 STEM OPT", citizenships="IN", stem_opt_end_on="2027-05-31"))
    assert result.exit_code == 0, result.output
    assert asking.saved.status == "F-1 STEM OPT"
    assert asking.saved.citizenships == ("IN",)
    assert str(asking.saved.dates.stem_opt_end_on) == "2027-05-31"
    assert "never leave this machine" in result.output
    assert "profile.toml" in result.output


def test_a_wrong_answer_is_asked_again_with_the_reason(run, asking):
    lines = answers(status="abroad", citizenships="CA").splitlines()
    lines[0:1] = ["martian", "abroad"]
    lines.insert(2, "")
    result = run("init", input="\n".join(lines) + "\n")
    assert result.exit_code == 0, result.output
    assert result.output.count("What is your status in the US?") == 2
    assert "this must be answered" in result.output
    assert "martian" in result.output
    assert asking.saved.status == "abroad"


def test_a_choice_may_be_given_by_its_number(run, asking):
    status = QUESTIONS[0].choices.index("H-1B") + 1
    lines = answers(status="H-1B", citizenships="CN").splitlines()
    lines[0] = str(status)
    assert run("init", input="\n".join(lines) + "\n").exit_code == 0
    assert asking.saved.status == "H-1B"


def test_one_can_go_back_to_the_question_before(run, asking):
    lines = answers(status="abroad", citizenships="MX").splitlines()
    lines[1:1] = ["CA", "<"]
    result = run("init", input="\n".join(lines) + "\n")
    assert result.exit_code == 0, result.output
    assert asking.saved.citizenships == ("MX",)


def test_answers_that_end_early_save_nothing(run, asking):
    before = asking.saved
    result = run("init", input="abroad\n")
    assert result.exit_code == 2
    assert "--from FILE" in result.stderr
    assert asking.saved is before


def test_a_ready_profile_is_taken_and_the_earlier_one_kept(run, search, tmp_path):
    search.profile_path.write_text("status = 'old'\n")
    result = run("init", "--from", tmp_path / "mine.toml")
    assert result.exit_code == 0, result.output
    assert search.saved.status == "H-1B"
    assert (tmp_path / "profile.toml.old").read_text() == "status = 'old'\n"


def test_a_status_is_understood_as_people_write_it(run, asking):
    lines = answers(status="abroad", citizenships="MX").splitlines()
    lines[0] = "currently abroad?"
    lines[1:1] = ["outside the us"]
    result = run("init", input="\n".join(lines) + "\n")
    assert result.exit_code == 0, result.output
    assert "no status that is known" in result.output
    assert asking.saved.status == "abroad"
