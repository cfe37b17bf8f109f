def test_boards_are_added_by_link_and_the_next_step_is_told(run, search):
    result = run("boards", "add", "larkspurrobotics", "pelicanmaps")
    assert result.exit_code == 0
    assert "greenhouse:larkspurrobotics" in result.output
    assert "Watching 2 more boards. Next: greenflag plan" in result.output


def test_one_wrong_board_does_not_keep_the_others_out(run, search):
    result = run("boards", "add", "larkspurrobotics", "https://www.linkedin.com/jobs", "pelicanmaps")
    assert result.exit_code == 2
    assert [board.token for board in search.watched] == ["larkspurrobotics", "pelicanmaps"]
    assert "its terms forbid reading it" in result.stderr


def test_the_starter_list_is_added_without_listing_it_all(run, search):
    result = run("boards", "add", "--starter")
    assert "Watching 30 more boards" in result.output
    assert len(result.output.splitlines()) < 5


def test_adding_nothing_says_how_to_add(run, search):
    result = run("boards", "add")
    assert result.exit_code == 2
    assert "nothing was named" in result.stderr


def test_boards_are_listed_with_their_state(run, search):
    search.add_board("larkspurrobotics")
    result = run("boards", "list")
    assert result.exit_code == 0
    assert "greenhouse:larkspurrobotics" in result.output
    assert "Wed 25 Nov 2026" in result.output
    assert "1 board, 12 open postings" in result.output


def test_a_board_that_could_not_be_read_says_why(run, search):
    search.add_board("larkspurrobotics")
    search.trouble = "503 after 3 tries; it is asked again next time"
    shown = run("boards", "list").output
    assert "in part" in shown
    assert "PROBLEMS  1" in shown
    assert "greenhouse:larkspurrobotics  503 after 3 tries" in shown


def test_an_empty_list_says_how_to_add(run, search):
    assert "greenflag boards add --starter" in " ".join(run("boards", "list").output.split())


def test_a_board_is_removed_or_said_not_to_be_watched(run, search):
    search.add_board("larkspurrobotics")
    assert "No longer watching" in run("boards", "remove", "greenhouse:larkspurrobotics").output
    again = run("boards", "remove", "greenhouse:larkspurrobotics")
    assert again.exit_code == 2
    assert "is not watched" in again.stderr


def test_an_update_ends_well_and_lists_its_problems(run, search):
    search.add_board("larkspurrobotics")
    search.add_board("pelicanmaps")
    result = run("update")
    assert result.exit_code == 0
    assert "2 boards read: 4 new, 2 edited, 0 closed, 0 reopened, 24 open." in result.output
    assert "PROBLEMS  1" in result.output
    assert "row 7: it has no title" in result.output
    assert "\x1b" not in result.output
