"""What the suggestions read out of sentences of the field; every sentence is invented."""

from types import SimpleNamespace

import pytest

from conftest import ROOT
from printed.reading.text import paragraphs
from streamlining.coding.items import faithful
from tools.suggest import words
from tools.suggest.draft import draft
from tools.suggest.glosses import gloss
from tools.suggest.numerals import suggestions
from tools.suggest.place import Suggestion
from tools.suggest.relations import in_context, suggested_relations
from tools.suggest.words import Known, known_in

KNOWN = known_in(ROOT)


def figures_of(text: str) -> list[Suggestion]:
    found = suggestions([text], KNOWN)
    return in_context(found, suggested_relations([text], found))


def relations_of(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    found = suggested_relations([text], suggestions([text], KNOWN))
    return [
        (one.kind, tuple(figure.token.text for figure in one.figures), one.verdict) for one in found
    ]


# --- the tables ----------------------------------------------------------------------------------


def test_every_code_of_the_tables_is_in_the_codebook():
    units = {
        *words.NOUNS,
        *words.SHARES.values(),
        "percent",
        "percentage-point",
        "proportion",
        "rank",
    }
    indicators = {
        *(code for told in words.INDICATORS.values() for code in told.values()),
        *words.ALWAYS.values(), *words.MONEY,
        *(code for _, code in (*words.PERCENTAGES, *words.CUT_FROM, *words.BY_WORD)),
    }  # fmt: skip
    assert units | indicators - {""} <= KNOWN.codes | {"health-centre", ""}


@pytest.mark.parametrize("table", [words.NOUNS, words.VERBS, words.PERSONS, words.MONEY])
def test_no_word_of_a_table_says_two_things(table):
    said = [word for row in table.values() for word in row.split("|")]
    assert len(said) == len(set(said))


# --- unit, indicator, status ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # stocks, before and after
        ("Số đầu mối giảm từ 412 xuống còn 305.",
         ["412 organisational-unit unit-stock baseline", "305 organisational-unit unit-stock achieved"]),
        ("Tỉnh giảm từ 20 xuống 10.", ["20 baseline", "10 achieved"]),
        ("Sở từ 15 phòng giảm xuống 9 phòng.",
         ["15 organisational-unit unit-stock baseline", "9 organisational-unit unit-stock achieved"]),
        ("Tỉnh có 11 huyện và 140 xã.",
         ["11 district administrative-units context", "140 commune administrative-units context"]),
        ("Sở hiện có 46 biên chế và 29 lao động hợp đồng.",
         ["46 payroll-post staff-stock context", "29 person contract-staff context"]),
        ("Tỉnh có 548 trường với 96.000 học sinh.",
         ["548 school school-stock context", "96.000 person pupils context"]),
        # quotas, limits, what is beyond them and wanting
        ("Huyện được giao 640 biên chế và 55 hợp đồng.",
         ["640 payroll-post staff-quota planned", "55 contract staff-quota planned"]),
        ("Sở có 8 phó giám đốc, vượt 5 người so với quy định không quá 3 phó giám đốc.",
         ["8 leadership-post leadership-stock context", "5 person staff-surplus context",
          "3 leadership-post leadership-limit planned"]),
        ("Sở mới gồm không quá 9 phòng chuyên môn.", ["9 organisational-unit unit-limit planned"]),
        ("Huyện còn thiếu 200 giáo viên, sẽ tuyển dụng 150 người.",
         ["200 person staff-shortage context", "150 person recruitment planned"]),
        # cuts, of what the words say and not of the payroll alone
        ("Tỉnh đã giảm 59 phòng, ban; 39 trưởng phòng; 130 đơn vị sự nghiệp và 686 biên chế.",
         ["59 organisational-unit unit-reduction achieved",
          "39 leadership-post leadership-reduction achieved",
          "130 service-unit unit-reduction achieved", "686 payroll-post payroll-reduction achieved"]),
        ("Ngành sẽ giảm tối thiểu 50% số chi cục.", ["50 percent unit-reduction planned"]),
        ("Mỗi huyện phải bớt tối thiểu 12% biên chế, mỗi phòng tối đa 15 người.",
         ["12 percent payroll-reduction planned", "15 person staff-quota planned"]),
        ("Tỉnh đã chấm dứt 22 hợp đồng lao động, tiết kiệm 1,2 tỷ đồng.",
         ["22 contract contract-reduction achieved", "1,2 tỷ dong saving achieved"]),
        # rises
        ("Số tổng đội tăng lên 52 đội, tăng 6 đội; số trường liên cấp tăng 41%.",
         ["52 organisational-unit unit-stock achieved", "6 organisational-unit increase achieved",
          "41 percent increase achieved"]),
        ("Tỷ lệ hài lòng tăng 2,5 điểm phần trăm.", ["2,5 percentage-point increase achieved"]),
        # places: counted, merged, with a model
        ("Thành phố có 16 phường phải sáp nhập.", ["16 commune administrative-merger planned"]),
        ("Cả tỉnh sẽ giảm 8 xã.", ["8 commune administrative-reduction planned"]),
        ("Có 31 trên tổng số 45 huyện đã ghép hai trạm.",
         ["31 district model-adoption achieved", "45 district model-adoption achieved",
          "hai service-unit merged-bodies achieved"]),
        # parts count what their total counts
        ("Huyện giảm 20 đầu mối, trong đó có 5 phòng, 3 chi cục và 12 trung tâm.",
         [f"{n} organisational-unit unit-reduction achieved" for n in (20, 5, 3, 12)]),
        ("Tổng số biên chế đã giảm là 900, trong đó có 500 công chức, 400 viên chức.",
         [f"{n} payroll-post payroll-reduction achieved" for n in (900, 500, 400)]),
        ("Cả tỉnh giảm 90 tổ chức, trong đó huyện Đông giảm 20, huyện Tây giảm 18, huyện Nam giảm 16.",
         [f"{n} organisational-unit unit-reduction achieved" for n in (90, 20, 18, 16)]),
        # k/n, areas, money, enterprises, cases
        ("Xã Đông đã bớt 1.240/1.300 biên chế, đạt 95,4%.",
         ["1.240/1.300 share-of-staff payroll-reduction achieved",
          "95,4 percent payroll-reduction achieved"]),
        ("Khối trường học đã bớt 230/200 người, đạt 115% kế hoạch.",
         ["230/200 share-of-staff payroll-reduction achieved", "115 percent target-attainment achieved"]),
        ("Trụ sở cũ của xã rộng 1.450 m2, đất trống 3 km2.",
         ["1.450 square-metre area context", "3 square-kilometre area context"]),
        ("Có 53 trường hợp xin nghỉ hưu trước tuổi.", ["53 case departure"]),
        ("Tỉnh sắp xếp 80 doanh nghiệp còn 20, giảm 60 doanh nghiệp.",
         ["80 enterprise merged-bodies baseline", "20 enterprise unit-stock achieved",
          "60 enterprise unit-reduction achieved"]),
        # plans and results
        ("Theo lộ trình, huyện đã giảm 52 biên chế.", ["52 payroll-post payroll-reduction achieved"]),
        ("Đến năm 2021, tỉnh đặt mục tiêu giảm 400 biên chế.",
         ["400 payroll-post payroll-reduction planned"]),
        ("Sở đề xuất tuyển dụng 120 giáo viên.", ["120 person recruitment planned"]),
        ("Ở 30 tỉnh, thành sẽ bớt 150 cục, giảm 600 vị trí lãnh đạo.",
         ["30 province administrative-units planned", "150 organisational-unit unit-reduction planned",
          "600 leadership-post leadership-reduction planned"]),
        # the words of a number's own clause decide, and not those of another
        ("Tỉnh cần tinh gọn bộ máy, hiện có 40 phòng với 310 biên chế.",
         ["40 organisational-unit unit-stock context", "310 payroll-post staff-stock context"]),
        ("Nếu sáp nhập hợp lý thì tỉnh giảm được 14 xã.",
         ["14 commune administrative-reduction planned"]),
        ("Theo Sở Kế hoạch và Đầu tư, huyện giảm được 14 biên chế.",
         ["14 payroll-post payroll-reduction achieved"]),
        ("Đến năm 2026, tỉnh giảm 14 sở.", ["14 organisational-unit unit-reduction planned"]),
        ("Quá trình sắp xếp giúp huyện giảm 14 phòng.",
         ["14 organisational-unit unit-reduction achieved"]),
        ("Sở từ 15 phòng sẽ giảm còn 9 phòng.",
         ["15 organisational-unit unit-stock baseline", "9 organisational-unit unit-stock planned"]),
        ("Sở sắp xếp 15 ban xuống còn 9 ban.",
         ["15 organisational-unit unit-stock baseline", "9 organisational-unit unit-stock achieved"]),
        ("Sau sắp xếp, huyện còn 9 phòng thay vì 12 phòng.",
         ["9 organisational-unit unit-stock achieved", "12 organisational-unit unit-stock baseline"]),
        ("Tỉnh đã giảm 13 trên tổng số 71 phó giám đốc.",
         ["13 leadership-post leadership-reduction achieved",
          "71 leadership-post leadership-stock baseline"]),
        ("Theo quy định, sở được 3 phó giám đốc nhưng hiện có 8.",
         ["3 leadership-post leadership-limit planned", "8 leadership-post leadership-stock context"]),
        ("Xã đồng bằng phải có dân số từ 8.000 người trở lên, diện tích 30 km2.",
         ["8.000 person population planned", "30 square-kilometre area planned"]),
        ("Sau khi nhập 3 điểm trường, xã còn 2 điểm trường.",
         ["3 school-site school-stock baseline", "2 school-site school-stock achieved"]),
        ("Sau sắp xếp, xã có 620 hộ.", ["620 household households achieved"]),
        ("Từ 30 chi bộ đầu năm 2019, đến nay xã đã có 34 chi bộ.",
         ["30 party-cell party-cells baseline", "34 party-cell party-cells achieved"]),
        ("Năm 2020, 4 thôn của xã sáp nhập.", ["4 village villages baseline"]),
        # what is approved, reported or ordered is not done
        ("Tỉnh vừa thống nhất sáp nhập 3 phòng thành một trung tâm.",
         ["3 organisational-unit merged-bodies planned", "một service-unit unit-stock planned"]),
        ("Hội đồng đã thông qua phương án giảm 14 xã.",
         ["14 commune administrative-reduction planned"]),
        ("Huyện đã báo cáo để bổ sung 33 biên chế.", ["33 payroll-post increase"]),
        ("Sở đã yêu cầu các trường cắt giảm 27 hợp đồng.", ["27 contract contract-reduction planned"]),
        ("Tỉnh đã giảm 14 xã.", ["14 commune administrative-reduction achieved"]),
        # a marker within a name, or of another matter
        ("Cần Thơ có 13 phòng.", ["13 organisational-unit unit-stock context"]),
        ("Hiện Cần Thơ có 13 phòng thiếu lãnh đạo.", ["13 organisational-unit unit-stock context"]),
        ("Công an lập kế hoạch kiểm tra, nhưng 47 giáo viên dôi dư phải bỏ việc.",
         ["47 person staff-surplus context"]),
        ("Trường có 38 giáo viên phải dạy thêm giờ.", ["38 person staff-stock context"]),
        ("Sở xác định 37 người sẽ thuộc diện dôi dư.", ["37 person staff-surplus planned"]),
        # what a rule or a plan sets
        ("Xã chưa đạt 50% tiêu chuẩn thì sắp xếp.", ["50 percent target-attainment planned"]),
        ("Huyện mới đạt 60% kế hoạch.", ["60 percent target-attainment achieved"]),
        ("Văn phòng có 2 cấp trưởng và không quá 3 cấp phó.",
         ["2 leadership-post leadership-stock planned", "3 leadership-post leadership-limit planned"]),
        ("Nơi đây không được tuyển dụng quá 40% biên chế đã nghỉ.", ["40 percent recruitment planned"]),
        ("Lao động hợp đồng theo định mức là 412 chỉ tiêu.", ["412 contract staff-quota planned"]),
        # a list of what there is stands as its first figure does
        ("Huyện mới sẽ có diện tích 310 km2, với 21 xã và 190 thôn.",
         ["310 square-kilometre area planned", "21 commune administrative-units planned",
          "190 village villages planned"]),
        # an emphasis is no change
        ("Tổng số giáo viên của huyện lên tới 1.480 người.", ["1.480 person staff-stock context"]),
        ("Số giáo viên của huyện tăng lên tới 1.480 người.", ["1.480 person staff-stock achieved"]),
        # a list goes on with what its first figure is told of
        ("Các hội tinh giản 40 người; doanh nghiệp là 9 người.",
         ["40 person payroll-reduction achieved", "9 person payroll-reduction achieved"]),
        ("Sau khi sắp xếp, TP. HCM có 10 phòng.", ["10 organisational-unit unit-stock achieved"]),
        ("Bộ đang sắp xếp theo hướng giảm 20 cục.",
         ["20 organisational-unit unit-reduction planned"]),
        ("Tỷ lệ công chức không hoàn thành nhiệm vụ là 2,3%.", ["2,3 percent quality-rating achieved"]),
        ("Tỉnh chỉ tuyển không quá 50% biên chế đã nghỉ.", ["50 percent recruitment planned"]),
        ("Tỉnh còn thiếu 824 người, nơi khác thừa 149 người.",
         ["824 person staff-shortage context", "149 person staff-surplus context"]),
        ("Huyện tiếp tục hợp đồng với 264 giáo viên.", ["264 person contract-staff context"]),
        ("Có 75 người trong số 320 giáo viên dôi dư.", ["75 person staff-surplus context", "320 person staff-surplus context"]),
        # what becomes of persons is told behind them
        ("Huyện có 61 giáo viên dôi dư.", ["61 person staff-surplus context"]),
        ("Cả 61 giáo viên của huyện phải chấm dứt hợp đồng.", ["61 person contract-reduction planned"]),
        ("Có 33 nhân viên được điều chuyển về xã.", ["33 person staff-transfer achieved"]),
        ("Tỉnh có 27 người trúng tuyển.", ["27 person recruitment achieved"]),
        ("Có 45 giáo viên tham gia kỳ thi.", ["45 person"]),
        ("Cơ quan có 52 người thì 31 người làm lãnh đạo.",
         ["52 person staff-stock context", "31 person leadership-stock context"]),
        ("Sở có 9 công chức cấp phó phòng trở lên.", ["9 person leadership-stock context"]),
        # numbers without a noun count what is named before them
        ("Bộ có biên chế đông nhất với trên 61.000, tiếp đến là ngành thuế hơn 9.400.",
         ["61.000 payroll-post staff-stock context", "9.400 payroll-post staff-stock context"]),
        ("Cấp phó của cục không quá 3.", ["3 leadership-post leadership-limit planned"]),
        ("Mỗi ban có 2 chức danh phó giám đốc.", ["2 leadership-post leadership-stock context"]),
        # a length of time that is set, and one that has gone by
        ("Trong 3 năm tới, sở giảm 4 phòng.",
         ["3 year duration planned", "4 organisational-unit unit-reduction planned"]),
        ("Giáo viên ký hợp đồng thời hạn 2 năm, rồi gia hạn thêm 5 tháng.",
         ["2 year duration planned", "5 month duration planned"]),
        ("Nữ đủ 51 tuổi được hưởng trợ cấp 4 tháng lương.",
         ["51 year age planned", "4 month duration planned"]),
        ("Người có tuổi đời trên 52 được hưởng chế độ.", ["52 year age planned"]),
        ("Sở sẽ họp trong 2 ngày.", ["2 day duration planned"]),
        ("Sau 6 năm, huyện sẽ còn 9 phòng.",
         ["6 year duration context", "9 organisational-unit unit-stock planned"]),
        ("Sở sẽ nhận ông Hà (47 tuổi).", ["47 year age context"]),
        # what a rule gives
        ("Mỗi sở được tổ chức 7 phòng.", ["7 organisational-unit unit-limit planned"]),
        ("Nghị định quy định 12 sở cho mỗi tỉnh.", ["12 organisational-unit unit-limit planned"]),
        ("Cụ thể, theo Nghị định 55, trường có 1 hiệu trưởng, 3 hiệu phó.",
         ["1 leadership-post leadership-limit planned", "3 leadership-post leadership-limit planned"]),
        ("Chi tiêu vượt quy định ở 6 phòng.", ["6 organisational-unit unit-stock context"]),
        ("Mỗi thôn được bố trí 3 người hoạt động không chuyên trách.",
         ["3 person staffing-limit planned"]),
        ("Thôn sẽ chỉ còn 3 người hoạt động không chuyên trách.", ["3 person planned"]),
        ("Ngành có không quá 9 trung tướng.", ["9 person staff-quota planned"]),
        ("Xã được tuyển không quá 40% số biên chế đã nghỉ hưu và 60% biên chế thôi việc.",
         ["40 percent recruitment planned", "60 percent recruitment planned"]),
        ("Huyện phải chi 3 tỷ đồng.", ["3 tỷ dong spending"]),
        # what is decided or proposed is not done
        ("Tỉnh ra quyết định chấm dứt 31 hợp đồng.", ["31 contract contract-reduction planned"]),
        ("Xã hoãn đề án sáp nhập 3 trường.", ["3 school school-stock planned"]),
        ("Sở trình phương án. Bà con bàn chuyện sáp nhập 3 trường.", ["3 school school-stock"]),
        ("Đến hết 2026, tỉnh giảm 14 sở.", ["14 organisational-unit unit-reduction planned"]),
        ("Thực hiện quyết định sáp nhập của tỉnh, huyện giảm 14 phòng.",
         ["14 organisational-unit unit-reduction achieved"]),
        ("Đề án sắp xếp được 95% cử tri đồng ý.", ["95 percent vote achieved"]),
        ("Đến cuối năm 2013, tỉnh đã dồn 7 chi cục xuống còn 3 chi cục.",
         ["7 organisational-unit unit-stock baseline", "3 organisational-unit unit-stock achieved"]),
        ("Số bác sĩ còn thiếu so với mức được giao là 90 người.",
         ["90 person staff-shortage context"]),
        ("Quy định cho trưởng thôn phụ cấp 2 triệu đồng/tháng.", ["2 triệu dong spending"]),
        # a change made the number, or the number stood before it
        ("Việc hợp nhất làm dôi dư 7 trưởng phòng.", ["7 leadership-post staff-surplus achieved"]),
        ("Tỉnh có 20 sở, sau khi sắp xếp còn 17 sở.",
         ["20 organisational-unit unit-stock baseline", "17 organisational-unit unit-stock achieved"]),
        ("Tổng số thôn sau sáp nhập là 130 thôn.", ["130 village villages achieved"]),
        ("Huyện thành lập 3 trung tâm trên cơ sở 9 đơn vị.",
         ["3 service-unit unit-stock achieved", "9 organisational-unit merged-bodies"]),
        ("Sau khi sắp xếp, huyện dôi dư 30 giáo viên.", ["30 person staff-surplus achieved"]),
        ("Trước đây huyện chỉ có 6 chi bộ.", ["6 party-cell party-cells baseline"]),
        ("Huyện có 3 phòng được hợp nhất với ban đảng.",
         ["3 organisational-unit merged-bodies achieved"]),
        # money that is saved, and that is paid again and again
        ("Việc sáp nhập giúp tiết kiệm ngân sách 4 tỷ đồng.", ["4 tỷ dong saving achieved"]),
        ("Cô Thu nhận lương 3 triệu đồng/tháng.", ["3 triệu dong spending context"]),
        ("Giá cam giảm còn 3.000 đồng.", ["3.000 dong achieved"]),
        # who the persons are, and how many of them
        ("Trung tâm có 25 viên chức, gồm 1 giám đốc, 2 phó giám đốc và 22 nhân viên.",
         ["25 person staff-stock context", "1 leadership-post leadership-stock context",
          "2 leadership-post leadership-stock context", "22 person staff-stock context"]),
        ("Mỗi xã giảm 5 cán bộ không chuyên trách.", ["5 person part-time-reduction achieved"]),
        ("Đội ngũ bán chuyên trách ở thôn giảm 50%.", ["50 percent part-time-reduction achieved"]),
        ("Bà Mai - trưởng phòng - cho biết phòng có 16 người.", ["16 person staff-stock context"]),
        ("Nay 8 người của phòng làm mọi việc.", ["8 person staff-stock context"]),
        ("Sở được có 3 cấp phó nhưng cơ quan này có 5 người.",
         ["3 leadership-post leadership-limit planned", "5 person leadership-stock context"]),
        ("Trường có tổng số 210 học sinh.", ["210 person pupils context"]),
        ("Số giáo viên hoàn thành nhiệm vụ là 37 người, số không hoàn thành nhiệm vụ là 2%.",
         ["37 person", "2 percent quality-rating achieved"]),
        ("Xã đã xét 33 trường hợp được tinh giản.", ["33 case payroll-reduction achieved"]),
        ("Huyện sẽ hợp đồng thêm 31 giáo viên.", ["31 person recruitment planned"]),
        ("Trường cần thêm 6 giáo viên.", ["6 person staff-shortage context"]),
        ("Xã có 43 giáo viên tiểu học dạy theo dạng hợp đồng.", ["43 person contract-staff context"]),
        ("Đại biểu Lan cho rằng quy định tối đa 14 người là ít.", ["14 person planned"]),
        ("Tỉnh có 900 biên chế thì sẽ tinh giản gần 70.",
         ["900 payroll-post staff-stock context", "70 payroll-post payroll-reduction planned"]),
        ("Sở sẽ giảm 8% biên chế và giảm chi lễ tân 4%.",
         ["8 percent payroll-reduction planned", "4 percent saving planned"]),
        ("Tổng số công chức, viên chức huyện được giao là 900 người.",
         ["900 person staff-quota planned"]),
        ("Bộ phê duyệt tổng số biên chế của tỉnh là 900.", ["900 payroll-post staff-quota planned"]),
        ("Trạm còn dư 4 biên chế.", ["4 payroll-post staff-surplus context"]),
        ("Mỗi năm có 60 giáo viên về hưu.", ["60 person departure"]),
        ("Xóm có 14 giáo viên, bảo mẫu hợp đồng.", ["14 person contract-staff context"]),
        ("Có 40 giáo viên hợp đồng phải chấm dứt hợp đồng.",
         ["40 person contract-reduction planned"]),
        ("Xã đã chấm dứt hợp đồng với 17 giáo viên được tuyển dụng sai.",
         ["17 person contract-reduction achieved"]),
        ("Sở đã chấm dứt hợp đồng làm việc đối với 52 giáo viên.",
         ["52 person contract-reduction achieved"]),
        ("Sở kiến nghị kỷ luật người đã tuyển dụng 31 giáo viên; năm sau tuyển 2 hiệu trưởng.",
         ["31 person recruitment achieved", "2 leadership-post recruitment achieved"]),
        ("Phụ cấp của họ sẽ tăng thêm 70.000 đồng.", ["70.000 dong increase planned"]),
        ("Thời hạn rà soát hồ sơ là 25 ngày.", ["25 day duration planned"]),
        ("Xã có 2 cuộc họp và 50 suất quà.", ["2", "50"]),
        ("Tôi hỏi thêm hai trường.", ["hai school school-stock context"]),
        # places and thresholds
        ("Tỉnh có 90% thôn do bí thư kiêm trưởng thôn.", ["90 percent model-adoption achieved"]),
        ("Xã có 3 thôn chưa đủ 100 hộ.",
         ["3 village villages context", "100 household households planned"]),
        ("Thị xã có 4 đơn vị.", ["4 organisational-unit unit-stock context"]),
        # what the words leave open
        ("Tỉnh hỗ trợ 30 triệu đồng.", ["30 triệu dong spending"]),
        ("Chừng 310 người đã nghỉ, xấp xỉ 75 người chuyển việc.", ["310 person", "75 person achieved"]),
        ("Mỗi bản giữ từ 4 đến 6 người.", ["4 person", "6 person"]),
        ("Giảm 27 biên chế", ["27 payroll-post payroll-reduction"]),  # a heading, done or not
    ],
)  # fmt: skip
def test_what_a_figure_counts_and_how_it_stands(text, told):
    found = [
        " ".join([one.token.text, *(one.fields[name] for name in ("unit", "indicator", "status")
                                    if one.fields[name])])
        for one in figures_of(text) if one.section == "records"
    ]  # fmt: skip
    assert found == told


def test_a_heading_stands_as_the_sentence_that_prints_its_figure():
    text = [
        "Tỉnh giảm 270 biên chế",
        "Tỉnh sẽ giảm 270 biên chế.",
        "Giảm 3 sở",
        "Tỉnh đã giảm 3 sở.",
    ]
    told = [one.fields["status"] for one in in_context(suggestions(text, KNOWN), [])]
    assert told == ["planned", "planned", "", "achieved"]  # one digit says too little


def test_of_these_means_those_told_of_last():
    text = ["Tỉnh sẽ tuyển dụng 90 người.", "Sở có 7 phòng.", "Trong đó có 20 người làm văn thư."]
    *_, last = suggestions(text, KNOWN)
    assert last.fields["indicator"] != "recruitment"


def test_a_part_that_tells_its_own_status_keeps_it():
    text = ["Giảm 90 biên chế", "Theo đó, tổng số biên chế đã giảm là 70 người."]
    _, last = suggestions(text, KNOWN)
    assert last.fields["status"] == "achieved"


def test_a_limit_in_words_is_a_qualifier():
    text = "Mỗi huyện phải bớt tối thiểu 12% biên chế, mỗi phòng tối đa 15 người, chừng 3 ban."
    assert [one.fields["qualifier"] for one in figures_of(text)] == [">=", "<=", "~"]


def test_the_phrase_of_percentage_points_holds_their_unit():
    (one,) = figures_of("Tỷ lệ hộ khá tăng 6,2 điểm phần trăm so với năm trước.")
    assert one.exact == "tăng 6,2 điểm phần trăm"


def test_a_noun_that_stands_once_is_that_of_both_ends_of_a_change():
    text = "Số trường từ 18 giảm còn 16 trường."
    assert [one.fields["unit"] for one in figures_of(text)] == ["school", "school"]


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("Tỉnh Yên Bái", "yen-bai"),
        ("Huyện Khe Mẫu (Yên Bái)", ""),
        ("Các huyện của Yên Bái", "yen-bai"),
    ],
)
def test_a_district_that_is_not_known_is_not_its_province(told, place):
    text = draft(f"Gọn bộ máy\n{told} giảm 12 phòng.", "mau-2019", KNOWN)
    assert f"\n  place:{' ' * bool(place)}{place}  #" in text


def test_a_scale_word_belongs_to_both_ends_of_a_range():
    text = "Mỗi xã tốn 3-3,5 tỷ đồng một năm."
    low, high, _ = figures_of(text)
    assert (low.token.numeral.value, high.token.numeral.value) == (3 * 10**9, 3_500_000_000)
    assert low.unit == high.unit == "dong"


def test_a_list_goes_on_in_the_next_sentence():
    text = ["Thành phố có 16 phường phải sáp nhập.", "Trong đó quận Đông có 4 phường."]
    first, second = suggestions(text, KNOWN)
    assert first.fields["indicator"] == second.fields["indicator"] == "administrative-merger"
    (alone,) = suggestions(text[1:], KNOWN)
    assert alone.fields["indicator"] == "administrative-units"


# --- the English of a phrase, and what it counts -------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tỉnh đã giảm 27 biên chế.", ("cut 27 payroll posts", "payroll posts cut")),
        ("Tỉnh sẽ giảm 27 biên chế.", ("cut 27 payroll posts", "payroll posts to be cut")),
        ("Sở có 7 phó giám đốc.", ("there are 7 deputy directors", "deputy directors")),
        ("Huyện thiếu 210 giáo viên.", ("210 teachers wanting", "teachers wanting")),
        ("Huyện sẽ nhập 16 xã.", ("merging 16 communes", "communes to be merged")),
        ("Sở gồm không quá 9 phòng.", ("comprising at most 9 divisions", "divisions allowed at most")),
        ("Số đơn vị giảm từ 412 xuống 305.", ("from 412", "")),
        ("Cả nước có khoảng 2,4 triệu viên chức.",
         ("there are about 2,400,000 public employees", "public employees")),
        ("Sở được hợp nhất từ 3 văn phòng.", ("from 3 offices", "offices merged")),
        # what the noun or the verb leaves open, denies, or prints beside another number
        ("Huyện đã giảm 27 người.", ("cut 27 people", "")),
        ("Huyện sắm 27 ghế.", ("", "")),
        ("Tỉnh không giảm 27 biên chế.", ("", "")),
        ("Người dân thu nhập khoảng 3 triệu đồng.", ("", "")),
        ("Tỉnh giảm 1,5 đến 2% biên chế.", ("", "")),
    ],
)  # fmt: skip
def test_the_english_of_a_phrase_says_its_numbers_or_is_left_to_a_person(text, told):
    one = figures_of(text)[0]
    assert gloss(one, text) == told
    phrase = SimpleNamespace(data={"exact": one.exact, "printed": one.token.text})
    assert not told[0] or faithful(told[0], phrase) == told[0]


# --- no figures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Huyện làm theo nghị quyết số 18 và kế hoạch 77 của tỉnh.", ["18 documents", "77 documents"]),
        ("Một bộ phận cán bộ còn lo.", ["Một figure-of-speech"]),
        ("Bà con thôn 9 gửi con tới trường cấp 2.", ["9 name", "2 school-grade"]),
        ("Phường 12 nhập với phường 13 ở quận 4.", ["12 name", "13 name", "4 name"]),
        ("Đây là lần đầu tiên huyện họp chung.", ["đầu tiên figure-of-speech"]),
        ("Xã trồng 320 ha chè và có 15 giường bệnh.", ["320 off-subject", "15 off-subject"]),
        ("Theo khoản 2 Điều 5.", ["2 provision", "5 provision"]),
        ("Đây là đô thị loại II.", ["II category"]),
        ("Qua thi vòng hai.", ["hai order-number"]),
        ("Xã xét theo nghị định số 105 mới sửa.", ["105 documents"]),
        ("Huyện làm theo nghị quyết T.Ư 7 khóa XI.", ["7 documents", "XI documents"]),
        ("Sau khi Hội nghị Trung ương 6 ban hành nghị quyết.", ["6 term-number"]),
        ("Hội nghị họp các ngày 3-4/8.", ["3-4/8 dates"]),
        ("Xã họp tháng 9 năm ngoái, và chiều 8.6, hai ngày.", ["9 dates", "8.6 dates", "hai records"]),
        ("Hôm nay 3.5 tấn lúa đã về, cả buổi sáng 1.2 tấn.", ["3.5 off-subject", "1.2 off-subject"]),
        ("Kế hoạch giảm 77 biên chế.", ["77 records"]),
    ],
)  # fmt: skip
def test_what_states_no_figure_is_set_aside_with_its_reason(text, told):
    found = suggestions([text], KNOWN)
    assert [f"{one.token.text} {one.fields.get('reason') or one.section}" for one in found] == told


def test_the_resolution_of_another_issuer_is_not_the_centres():
    number, _ = suggestions(["Theo Nghị quyết 18 của HĐND tỉnh, xã đã bớt 5 thôn."], KNOWN)
    assert (number.section, number.fields["document"]) == ("documents", "")


# --- relations -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Xã Đông đã bớt 1.240/1.300 biên chế, đạt 95,4%.",
         [("share", ("95,4", "1.240/1.300"), "rounded")]),
        ("Khối trường học đã bớt 230/200 người, đạt 115% kế hoạch.",
         [("ratio", ("115", "230/200"), "exact")]),
        ("Kế hoạch giao giảm 40 biên chế, huyện đã giảm 46 biên chế, đạt 115%.",
         [("ratio", ("115", "46", "40"), "exact")]),
        ("Huyện giảm 20 đầu mối, trong đó có 5 phòng, 3 chi cục và 12 trung tâm.",
         [("sum", ("20", "5", "3", "12"), "exact")]),
        ("Cả tỉnh giảm 90 tổ chức, trong đó huyện Đông giảm 20, huyện Tây giảm 18, huyện Nam giảm 16.",
         [("sum", ("90", "20", "18", "16"), "holds")]),
        ("Tỉnh giảm 40 phòng. Khối đảng giảm 10 phòng. Khối chính quyền giảm 30 phòng.",
         [("sum", ("40", "10", "30"), "exact")]),
        ("Có 12 công chức và 8 viên chức, tổng cộng 20 người.", [("sum", ("20", "12", "8"), "exact")]),
        ("Có 100 biên chế, trong đó 60 biên chế công chức (gồm 3 biên chế dự phòng) và 40 viên chức.",
         [("sum", ("100", "60", "40"), "exact"), ("sum", ("60", "3"), "holds")]),
        ("Số đầu mối giảm từ 412 xuống còn 305, giảm 26%.", [("growth", ("412", "305", "26"), "rounded")]),
        ("Số tổng đội tăng lên 52 đội, tăng 6 đội.", [("difference", ("52", "6"), "untestable")]),
        ("Có 31 trên tổng số 45 huyện đã ghép.", [("bound", ("31", "45"), "holds")]),
        ("Trong số 30 thôn có 12 thôn chưa đạt chuẩn.", [("bound", ("12", "30"), "holds")]),
        ("Tỉnh giảm 11% biên chế, tương đương 7.000 công chức.",
         [("base", ("11", "7.000"), "untestable")]),
        # what fits to the last digit, whatever words stand between
        ("Cục có 57 biên chế thì 52 người làm quản lý, còn 5 nhân viên.",
         [("sum", ("57", "52", "5"), "exact")]),
        ("Đơn vị sự nghiệp giảm 131 (từ 412 đơn vị nay còn 281 đơn vị).",
         [("difference", ("412", "281", "131"), "exact")]),
        ("Thành phố có 318 thôn, qua rà soát 57 thôn sẽ nhập, bằng 17,9%.",
         [("share", ("17,9", "57", "318"), "rounded")]),
        ("Tỉnh có 171 xã, phường. Sau khi rà soát có 34 phường, 6 thị trấn và 131 xã.",
         [("sum", ("171", "34", "6", "131"), "exact")]),
        ("Sở có 46 biên chế thì 44 người làm lãnh đạo.", [("bound", ("44", "46"), "holds")]),
        ("Có 16 phường (trên tổng số 322 phường, xã) phải sáp nhập.",
         [("bound", ("16", "322"), "holds")]),
        ("Có 44 lãnh đạo trong tổng số 46 công chức.", [("bound", ("44", "46"), "holds")]),
        # words of limit on every figure, where words tie them and they nearly fit
        ("Toàn tỉnh có hơn 2.300 cán bộ, trong đó gần 700 người (khoảng 30%) kiêm nhiệm.",
         [("sum", ("2.300", "700"), "holds"), ("share", ("30", "700", "2.300"), "untestable")]),
        ("Cả tỉnh có gần 2.100 trường, trong đó trường công lập chiếm hơn 1.400 cơ sở (67%).",
         [("share", ("67", "1.400", "2.100"), "holds")]),
        ("Tỉnh có trên 7.300 biên chế, giảm khoảng 700 biên chế, tương đương gần 10%.",
         [("share", ("10", "700", "7.300"), "untestable")]),
        ("Toàn ngành có 5.020 người (hơn 1.100 công chức, gần 3.900 viên chức).",
         [("sum", ("5.020", "1.100", "3.900"), "holds")]),
        ("Toàn ngành có 5.020 người (hơn 1.100 công chức, gần 900 viên chức).", []),
        # no percentage printed
        ("Trong 520 biên chế của cơ quan, có tới gần 140 người là lãnh đạo.",
         [("bound", ("140", "520"), "holds")]),
        ("Có gần 140 lãnh đạo trong hơn 520 biên chế.", [("bound", ("140", "520"), "holds")]),
        ("Tỉnh có 26 huyện nhưng chỉ có 17 huyện ghép trạm.", [("bound", ("17", "26"), "holds")]),
        ("Số đơn vị tăng từ 30 lên 90, gấp 3 lần.", [("ratio", ("3", "90", "30"), "exact")]),
        ("Năm nay có 90 thôn, gấp 3 lần so với 30 thôn năm trước.",
         [("ratio", ("3", "90", "30"), "exact")]),
        # what stands between a total and its parts, and parts without a number
        ("Có 940 cán bộ tại 7 huyện, trong đó có 310 cán bộ xã.", [("sum", ("940", "310"), "holds")]),
        ("Có 211 đảng viên bị kỷ luật (6 người bị khai trừ, 8 người bị cách chức, còn lại bị khiển trách).",
         [("sum", ("211", "6", "8"), "holds")]),
        ("Huyện giao 413 việc, trong đó đã hoàn thành 255 việc và đang làm 158 việc.",
         [("sum", ("413", "255", "158"), "exact")]),
        # from more to less, in whichever order they stand
        ("Biên chế giảm 730 người, còn 6.300 người so với 7.030 người trước đó.",
         [("difference", ("7.030", "6.300", "730"), "exact")]),
        ("Có 1.240 người nghỉ, vượt 240 người so với mức 1.000 người.",
         [("difference", ("1.000", "1.240", "240"), "exact")]),
        # a rate of something named, a threshold, a change in brackets: no share of the count before
        ("Ở 14 huyện được khảo sát, tỷ lệ hộ khá đạt 17%.", []),
        ("Trong số 94 trường có 37 trường đạt tỷ lệ học sinh đỗ 97% trở lên.",
         [("bound", ("37", "94"), "holds")]),
        ("Huyện kỷ luật 163 đảng viên (giảm 18%).", []),
        # what fits by chance, or misses where no word ties it
        ("Huyện giảm 39 trưởng phòng, 30 cấp trưởng, giảm 69 cấp phó.", []),
        ("Cục có 57 biên chế, 51 người làm quản lý và 5 nhân viên.", []),
        ("Tỉnh có 9 xã, 4 phường và 5 thị trấn.", []),
        ("Quỹ lương là 9 tỷ đồng, tăng 2 tỷ đồng so với mức 7 tỷ đồng.", []),
        ("Tỉnh kiểm tra 830/1.595 thôn (so với cùng kỳ tăng 35,6%).", []),
        ("Tỷ lệ hài lòng đạt 74%, thấp nhất trong 6 xã.", []),
        ("Hai huyện xử lý đơn thư đạt tỷ lệ 90,1%.", []),
        ("Có 27 thôn (trong số này có 4 thôn khó khăn).", [("sum", ("27", "4"), "holds")]),
        ("Có ba giáo viên tăng thêm 40 điểm so với trước.", []),
        ("Cục giảm từ 125 đơn vị còn 60, giảm 20 sở.", []),
        ("Tỉnh hợp nhất 3 cơ quan gồm văn phòng các ban thành một văn phòng.", []),
        ("Bộ sáp nhập 4 đơn vị PMU gồm PMU 1, PMU 2.", []),
        # none: the verb of a place, "hiện nay", money, what is merged and what is cut
        ("Ở 30 tỉnh, thành sẽ bớt 150 cục, giảm 600 vị trí lãnh đạo.", []),
        ("Năm nay giảm 60 biên chế so với hiện nay (bớt chi 8 tỉ đồng), năm sau giảm 400 người so với "
         "hiện nay.", []),
        ("Năm tới sẽ sáp nhập 16 xã, giảm 8 xã so với hiện nay.", []),
        ("Chi từ 8 tỷ đồng xuống 5 tỷ đồng, giảm 3 tỷ đồng.", []),
        ("Có 900 biên chế (trong đó hai ngành chiếm 70%).", []),
        # the noun behind the bracket; the rate of what falls
        ("Tỉnh sẽ giảm 8% (bằng 1.240) biên chế và 5% (bằng 36) đơn vị.",
         [("base", ("8", "1.240"), "untestable"), ("base", ("5", "36"), "untestable")]),
        ("Sở đã giảm 31/204 phòng với tỷ lệ giảm 15,2%.",
         [("share", ("15,2", "31/204"), "rounded")]),
        # none: another clause
        ("Kinh tế tăng 8,1%, thu nhập của dân trên 4.400 USD.", []),
        ("Tỉnh chi 900 tỷ đồng, năm ngoái theo báo cáo mà các huyện gửi lên vẫn là 64,5%.", []),
    ],
)  # fmt: skip
def test_relations_of_a_sentence(text, relations):
    assert relations_of(text) == relations


def test_a_bound_is_written_as_a_coder_writes_it():
    written = draft("Có 31 trên tổng số 45 huyện đã ghép hai trạm.", "x", Known())
    assert "    kind: bound\n    stated: yes\n    value: model-adoption-p1\n" in written
    assert "    limit: model-adoption-p1-2\n    is: <=\n" in written
    assert paragraphs(written)


def test_a_plan_told_before_leaves_a_bare_change_open_and_is_what_a_list_details():
    text = ["Tỉnh sẽ giảm 10 xã.", "Cụ thể, huyện Đông giảm 6 xã.", "Huyện Tây giảm 4 xã."]
    told = [one.fields["status"] for one in suggestions(text, KNOWN)]
    assert told == ["planned", "planned", ""]


@pytest.mark.parametrize("told", ["Sở trình phương án gọn bộ máy.", "Sở sẽ giảm 8 phòng."])
def test_a_plan_of_the_paragraph_above_leaves_a_bare_change_open(told):
    *_, last = suggestions([told, "Như vậy, tỉnh giảm 13 xã."], KNOWN)
    assert last.fields["status"] == ""
    *_, last = suggestions(["Sở đã giảm 8 phòng.", "Như vậy, tỉnh giảm 13 xã."], KNOWN)
    assert last.fields["status"] == "achieved"


def test_a_change_told_of_nothing_known_has_a_status_where_its_clause_tells_it():
    (one,) = suggestions(["Biên phòng sẽ giảm 2.600 quân."], KNOWN)
    assert (one.unit, one.fields["status"]) == ("", "planned")
    (one,) = suggestions(["Biên phòng có 2.600 ngựa."], KNOWN)
    assert one.fields["status"] == ""


def test_some_of_a_planned_number_are_planned():
    text = "Tỉnh sẽ tuyển dụng 90 người, trong đó tiểu học có 50 người."
    assert [one.fields["status"] for one in figures_of(text)] == ["planned", "planned"]


def test_what_only_fits_keeps_its_own_unit():
    total, heads, others = figures_of(
        "Cục có 57 biên chế thì 52 người làm quản lý, còn 5 nhân viên."
    )
    assert (total.unit, heads.unit, others.unit) == ("payroll-post", "person", "person")
    assert heads.fields["indicator"] == "leadership-stock"
