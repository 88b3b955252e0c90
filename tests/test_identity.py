"""Which mentions are one person, and which numbers are one document."""

from sourcepages import identity
from sourcepages.identity import Identity


def persons(*offices):
    return [c.rows for c in identity.people(offices)]


def test_a_common_post_makes_one_person_with_or_without_its_province():
    assert persons("Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh", "Bí thư Tỉnh ủy Lam Sơn") == [(0, 1)]


def test_abbreviated_and_written_out_posts_are_the_same():
    assert persons("Chủ tịch UBND huyện", "Chủ tịch Ủy ban nhân dân huyện") == [(0, 1)]


def test_posts_of_two_provinces_are_two_persons_and_say_so():
    clusters = identity.people(["Giám đốc Sở Y tế tỉnh Lam Sơn", "Giám đốc Sở Y tế tỉnh Hà Đông"])
    assert [c.rows for c in clusters] == [(0,), (1,)]
    assert all(c.open for c in clusters)


def test_a_post_that_fits_two_persons_joins_neither():
    assert persons("Bí thư Tỉnh ủy Lam Sơn", "Bí thư Tỉnh ủy Hà Đông", "Bí thư Tỉnh ủy") == [(0,), (1,), (2,)]


def test_no_office_joins_the_only_person_of_that_name_but_never_one_of_two():
    assert persons("Giám đốc Công an tỉnh", "", "") == [(0, 1, 2)]
    assert persons("nông dân xã Hòa An", "Giám đốc Công an tỉnh", "") == [(0,), (1,), (2,)]


def test_a_shared_rank_or_degree_joins_nobody():
    assert len(persons("Đại tá, Giám đốc Công an tỉnh Lam Sơn", "Đại tá, Chỉ huy trưởng Bộ CHQS tỉnh Hà Đông")) == 2
    assert persons("GS.TS", "Hiệu trưởng Đại học Lam Sơn", "nông dân") == [(0,), (1,), (2,)]


def test_an_abbreviated_body_is_the_body_it_stands_for():
    assert persons("Bộ trưởng Bộ GTVT", "Bộ trưởng Giao thông Vận tải", "Bộ trưởng Bộ Giao thông vận tải") == [
        (0, 1, 2)
    ]
    assert persons("Bộ trưởng Bộ LĐ-TB&XH", "Bộ trưởng Bộ Lao động - Thương binh và Xã hội") == [(0, 1)]
    assert len(persons("Bộ trưởng Bộ GTVT", "Bộ trưởng Bộ GD-ĐT")) == 2


def test_one_body_is_known_however_it_is_spelled():
    one = ["Bộ Giáo dục và Đào tạo", "Bộ GD&ĐT", "Bộ Giáo dục - Đào tạo", "Bộ trưởng Bộ giáo dục và đào tạo"]
    assert set(identity.bodies(one).values()) == {one[0]}
    for one in (
        ["Thủ tướng Chính phủ", "Thủ tướng"],
        ["Ban Chấp hành Trung ương Đảng khóa XI", "BCH Trung ương khóa XI", "BCH TW (khóa XI)"],
        ["Ủy ban nhân dân thành phố Hồ Chí Minh", "UBND TP.HCM", "UBND TPHCM"],
    ):
        assert set(identity.bodies(one).values()) == {one[0]}
    assert set(identity.bodies(["Bộ trưởng Bộ TN&MT", "Bộ TN&MT", "Bộ Tài nguyên và Môi trường"]).values()) == {
        "Bộ Tài nguyên và Môi trường"
    }
    several = ["UBND tỉnh Hà Nam", "UBND thành phố Hà Nội", "UBND tỉnh", "UBND thành phố", "BCH Trung ương khóa X"]
    several += ["BCH Trung ương khóa XI", "Chính phủ", "Tỉnh ủy Hà Giang", "Tỉnh ủy Hà Giảng", ""]
    assert identity.bodies(several) == {name: name for name in several}


def test_a_resolution_of_a_plenum_is_known_by_plenum_and_term():
    rows = [
        resolution("4", "a", issuer="Ban Chấp hành Trung ương Đảng khóa XI"),
        resolution("4", "b", issuer="BCH Trung ương khóa XI"),
        resolution("4", "c", issuer="Ban Chấp hành Trung ương khóa XII"),
        resolution("4", "d", issuer="Ban Chấp hành Trung ương"),
    ]
    assert set(keys(*rows)) == {(0, 1), (2,), (3,)}


def keys(*rows):
    return {tuple(c.rows): c.open for c in identity.documents(rows).values()}


def resolution(number, article="a", full=True, issuer="", locality="", date=""):
    return Identity(article, "Nghị quyết", number, full, issuer, locality, date)


def test_one_number_in_two_provinces_is_two_documents():
    assert keys(
        resolution("03-NQ/TU", locality="Lam Sơn"),
        resolution("03-NQ/TU", locality="Hà Đông"),
        resolution("03-NQ/TU", locality="Lam Sơn"),
    ) == {(0, 2): "", (1,): ""}


def test_a_local_number_without_locality_stays_apart_and_says_so():
    found = keys(
        resolution("03-NQ/TU", "a"), resolution("03-NQ/TU", "b"), resolution("03-NQ/TU", "c", locality="Lam Sơn")
    )
    assert set(found) == {(0,), (1,), (2,)}
    assert [bool(found[k]) for k in [(0,), (1,), (2,)]] == [True, True, False]


def test_a_local_number_without_locality_but_of_one_day_is_one_document():
    assert list(
        keys(resolution("03-NQ/TU", "a", date="2021-05-04"), resolution("03-NQ/TU", "b", date="2021-05-04"))
    ) == [(0, 1)]


def test_a_central_number_needs_no_locality():
    assert keys(resolution("59-NQ/TW", "a"), resolution("59-NQ/TW", "b", issuer="Bộ Chính trị")) == {(0, 1): ""}


def test_one_central_number_of_two_terms_is_two_documents_and_the_undated_mention_joins_neither():
    found = keys(resolution("18-NQ/TW", date="2017-10-25"), resolution("18-NQ/TW", date="2022"), resolution("18-NQ/TW"))
    assert set(found) == {(0,), (1,), (2,)}
    assert found[(2,)]


def test_a_number_that_holds_its_year_is_not_split_by_a_misprinted_date():
    assert list(
        keys(
            resolution("16/2021/NQ-HĐND", locality="Lam Sơn", date="2021-07-01"),
            resolution("16/2021/NQ-HĐND", locality="Lam Sơn", date="2012-07-01"),
        )
    ) == [(0, 1)]


def test_a_short_form_never_joins_the_full_form_of_another_article():
    assert set(keys(resolution("16-NQ/TW", "a"), resolution("16", "b", full=False))) == {(0,), (1,)}


def test_two_company_boards_have_two_resolutions_of_one_number():
    rows = [resolution("01/NQ-HĐQT", issuer="Công ty A"), resolution("01/NQ-HĐQT", issuer="Công ty B")]
    assert set(keys(*rows)) == {(0,), (1,)}


def test_rival_addresses_all_get_a_suffix_whatever_their_order():
    wanted = [("x", "le-hung", "a1"), ("y", "le-hung", "b2"), ("z", "mai", "c3")]
    expected = {"x": "le-hung-a1", "y": "le-hung-b2", "z": "mai"}
    assert identity.unique(wanted) == identity.unique(wanted[::-1]) == expected


def test_rivals_with_one_suffix_are_numbered_past_addresses_in_use():
    wanted = [("x", "ha", "p"), ("y", "ha", "p"), ("z", "ha-p", "q")]
    assert sorted(identity.unique(wanted).values()) == ["ha-p", "ha-p-2", "ha-p-3"]
