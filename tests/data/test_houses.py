"""Houses are read from whatever a person has, or refused in words they understand."""

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.data.cells import MOST_BYTES, MOST_ROWS, TableError
from app.data.houses import AMES, TEN, Table, ames, columns, read_csv, table

CSV = "size,price\n1100,199000\n1400,245000\n"


def read(data: str | bytes) -> Table:
    """Read the sizes and prices of a table."""
    return read_csv(data, "size", "price")


def refusal(data: str | bytes) -> str:
    """Return the one line that refuses a table."""
    with pytest.raises(TableError) as caught:
        read(data)
    line = str(caught.value)
    assert "\n" not in line
    assert line.isprintable()
    return line


def pairs(made: Table) -> list[list[float]]:
    """List a table's houses."""
    rows: list[list[float]] = np.stack([made.x, made.y], axis=1).tolist()
    return rows


def test_there_are_ten_houses() -> None:
    assert len(TEN.x) == len(TEN.y) == 10
    assert (TEN.x.min(), TEN.x.max(), TEN.x.sum()) == (1100, 2450, 17_150)
    assert (TEN.y.min(), TEN.y.max(), TEN.y.sum()) == (199_000, 405_000, 2_941_000)


@pytest.mark.parametrize(
    ("size", "smallest", "largest"),
    [("living area", 334, 5642), ("lot area", 1300, 215_245)],
)
def test_ames_is_whole(size: str, smallest: int, largest: int) -> None:
    sales = ames(size)
    assert sales.names == (size, "price")
    assert len(sales.x) == len(sales.y) == 2930
    assert (sales.x.min(), sales.x.max()) == (smallest, largest)
    assert (sales.y.min(), sales.y.max()) == (12_789, 755_000)
    assert not sales.faults


def test_ames_is_the_file_that_its_readme_describes() -> None:
    described = (AMES.parent / "README.md").read_text("utf-8")
    assert hashlib.sha256(AMES.read_bytes()).hexdigest() in described


@pytest.mark.parametrize(
    "data",
    [
        CSV,
        CSV.replace("\n", "\r\n"),
        CSV.replace("\n", "\r"),
        CSV.replace(",", ";"),
        CSV.replace(",", "\t"),
        CSV.rstrip(),
        f"\n\n{CSV}\n,,\n",
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("cp1252"),
        '"size","price"\n"1100","199000"\n"1400","245,000"\n',
        "size;price\n1.100,0;199000,00\n1.400;245000\n",
        "size\tprice\n1100\t€199'000.0\n1400\t$ 245'000\n",
        'id,price,name,size\n1,199000,"one, or 1",1100\n2,245e3,two,1.4e3\n',
        'size,price\n1100,199000,\n1400,245000,""\n',
    ],
)
def test_a_table_is_read_however_it_was_saved(data: str | bytes) -> None:
    made = read(data)
    assert pairs(made) == [[1100, 199_000], [1400, 245_000]]
    assert made.names == ("size", "price")
    assert made.report == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_names_keep_their_letters(encoding: str) -> None:
    data = CSV.replace("size", "Größe").encode(encoding)
    assert columns(data) == ("Größe", "price")


def test_decimal_commas_are_read_between_semicolons() -> None:
    made = read("size;price\n102,5;199000,5\n130,25;-245000\n0,5;−1\n")
    assert pairs(made) == [[102.5, 199_000.5], [130.25, -245_000], [0.5, -1]]


def test_a_number_that_can_be_read_in_two_ways_is_not_guessed() -> None:
    data = "size;price\n1100;199.000\n1400;245.000\n"
    assert "“199.000” may be thousands or decimals" in refusal(data)
    assert pairs(read(data.replace("1100", "1100,0")))[0] == [1100, 199_000]
    assert pairs(read(data.replace("1100", "1100.0")))[0] == [1100, 199]


def test_a_table_without_a_header_has_numbered_columns() -> None:
    data = CSV.split("\n", 1)[1]
    assert columns(data) == ("column 1", "column 2")
    made = read_csv(data, "column 1", "column 2")
    assert pairs(made) == [[1100, 199_000], [1400, 245_000]]


def test_columns_of_the_same_name_can_be_told_apart() -> None:
    data = "price,price,,price (2)\n1,2,3,4\n5,6,7,8\n"
    names = columns(data)
    assert names == ("price", "price (2)", "column 3", "price (2) (4)")
    assert pairs(read_csv(data, names[3], names[0])) == [[4, 1], [8, 5]]


def test_bad_rows_are_counted_and_named() -> None:
    bad = "nan,1\n,2\n3\ninf,4\nfive,5\n\n1e300,6\n1,200,000\n"
    made = read(CSV + bad)
    assert pairs(made) == [[1100, 199_000], [1400, 245_000]]
    assert [(row, why) for row, why in made.faults] == [
        (4, "“size” is “nan”, not a number"),
        (5, "“size” is empty"),
        (6, "“price” is empty"),
        (7, "“size” is “inf”, not a number"),
        (8, "“size” is “five”, not a number"),
        (10, "“size” is “1e300”, too large"),
        (11, "it has more than 2 cells"),
    ]
    assert made.report.startswith("7 rows left out. row 4: “size” is “nan”")
    assert made.report.endswith("; and 2 more.")


def test_a_single_bad_row_is_one_row() -> None:
    report = read(f"{CSV}x,1\n").report
    assert report == "1 row left out. row 4: “size” is “x”, not a number."


@given(st.lists(st.sampled_from(["1,2", "3,4", "x,5", "6", "nan,7", "8,9,10"])))
def test_no_row_is_lost(lines: list[str]) -> None:
    made = read(CSV + "\n".join(lines))
    assert len(made.x) + len(made.faults) == 2 + len(lines)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "the table is empty"),
        ("\n \n", "the table is empty"),
        ("size,price\n", "the table has none"),
        ("size,price\n1,2\n", "two houses or more, and the table has 1"),
        ("size,price\n1,2\n1,3\n", "“size” is 1 in every row"),
        ("size,price\n1,2\n3,2\n", "“price” is 2 in every row"),
        ("size,price\nnan,1\n2,NaN\n", "2 rows left out. row 2: “size” is “nan”"),
        ("size\n1\n2\n", "only one column"),
        ("size,cost\n1,2\n2,3\n", "there is no column “price”"),
        ('size,price\n1,2\n"3,4\n5,6\n', "row 3 has a quotation mark"),
        ('size,price\n1,2\n"3"x,4\n5,6\n', "row 3 has a quotation mark"),
        (f"size,price\n{'1' * 200_000},2\n", "row 2 has"),
        (CSV.encode("utf-16"), "UTF-16"),
        (CSV.encode("utf-16-le"), "not a text"),
        (b"size,price\n1,2\x81\n", "not a text"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (CSV + "1,2\n" * MOST_ROWS, "more than 50,000 rows"),
        (CSV + " " * MOST_BYTES, "larger than 10 MB"),
        (b"0" * (MOST_BYTES + 1), "larger than 10 MB"),
        ("a," * 2000, "more than 1,000 columns"),
    ],
    ids=range(20),
)
def test_what_cannot_be_used_is_refused_in_words(data: str | bytes, words: str) -> None:
    assert words in refusal(data)


def test_one_column_cannot_be_both() -> None:
    with pytest.raises(TableError, match="two different columns"):
        read_csv(CSV, "size", "size")


def test_the_largest_table_is_read_whole() -> None:
    rows = "\n".join(f"{size},{2 * size}" for size in range(MOST_ROWS))
    assert len(read(f"size,price\n{rows}").x) == MOST_ROWS


def test_houses_can_be_edited() -> None:
    houses = [*pairs(TEN)[1:], [2000.0, 300_000.0]]
    made = table(TEN.names, houses)
    assert pairs(made) == houses


@pytest.mark.parametrize("house", [(np.nan, 1.0), (1.0, np.inf), (1e13, 1.0)])
def test_an_edited_house_must_have_numbers(house: tuple[float, float]) -> None:
    with pytest.raises(TableError, match="too large, or none"):
        table(TEN.names, [*pairs(TEN), house])


CELLS = st.text(st.sampled_from("0123456789.,;\t\"'\n\r -+eEx€\ufeff\0"), max_size=80)
UTF_16 = CELLS.map(lambda text: text.encode("utf-16"))


@settings(max_examples=200)
@given(st.one_of(st.text(), CELLS, st.binary(), UTF_16))
def test_anything_is_a_table_or_a_message(data: str | bytes) -> None:
    try:
        names = columns(data)
        assert len(set(names)) == len(names) >= 2
        assert all(name.isprintable() for name in names)
        made = read_csv(data, names[0], names[-1])
    except TableError as error:
        assert str(error).isprintable()
    else:
        assert np.isfinite(made.x).all() and np.isfinite(made.y).all()
        assert np.ptp(made.x) > 0 < np.ptp(made.y)
        assert made.report.isprintable()


@settings(max_examples=200)
@given(CELLS, st.binary(max_size=40))
def test_anything_below_a_header_is_a_table_or_a_message(text: str, raw: bytes) -> None:
    for data in (CSV + text, CSV.replace(",", ";") + text, CSV.encode() + raw):
        try:
            made = read(data)
        except TableError as error:
            assert str(error).isprintable()
        else:
            assert len(made.x) >= 2
