"""How a reported account goes on, and what ends it: the patterns, and the words of the table `accounts`.

Patterns of several words that a table of words can't hold; each says below it what it finds. All are linear: matched at
the head of a sentence, or searched through one sentence with bounded repetition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache

from .sentences import LOWER, UPPER
from .tables import Tables

DAY = re.compile(r"Ngày \d")
THANKS = re.compile(
    r"[-–*.+\s]*(?:(?:PV|P\.V|Phóng viên) ?: )?(?:Vâng,? |Dạ,? )?(?:[Xx]in |[Tt]rân trọng "
    r"|[Cc]hân thành |[Rr]ất ){0,3}[Cc][ảá]m ơn "
)
"""How an interviewer ends; what follows is the newspaper's."""
LINK_IN_TEXT = re.compile(r"\[[^\[\]\n]{15,250}\]\s+(?=[^\s\[])")
"""The headline of another article, put between brackets before a sentence."""
ADDRESS = re.compile(r"\b(?:[Tt]ôi|[Bb]ạn)\b(?! bè| đọc)")
FIRST_PERSON = re.compile(r"\b(?:[Cc]húng )?[Tt]ôi\b")
AND = re.compile(r"(?: \([^()\n]{1,80}\)| của [^,;:.\n]{1,40}?)? và ")
AND_WITH = re.compile(rf"[ ,](?:và|cùng)(?: với)? (?:[{LOWER}]+ ){{0,2}}(?=[{UPPER}{LOWER}]\Z)")
"""Before a name, up to its first letter: another person with whom the paper talked."""
BESIDE = re.compile(r" và (?:ông|bà|anh|chị|cô) \Z")
DATED = re.compile(r"\b\d{1,2}/\d{1,2}\b|\b(?:ngày|tháng|năm) \d")
OUTSIDE = re.compile(
    r"(?:Những |Các )?(?:bình luận|câu hỏi|phát biểu|tuyên bố|nhận định|phát ngôn|chia sẻ|động thái|lời kêu gọi"
    r"|cảnh báo|cáo buộc) (?:trên|này|nói trên|của)\b|(?:Tuy nhiên, |Song |Nhưng )?(?:quan điểm|đề xuất|ý kiến"
    r"|tuyên bố|phát biểu|bình luận) (?:này|trên) (?:\w+ )?(?:vấp|bị|gặp|nhận|được đưa ra|gây)\b"
    r"|(?:Tổng thống|Thủ tướng|Chủ tịch|Bộ trưởng|Ngoại trưởng|Tổng thư ký"
    r"|Quốc vương)[^,.;:“”\"]{0,50} và (?:Tổng thống|Thủ tướng|Chủ tịch|Bộ trưởng|Ngoại trưởng|Tổng thư ký"
    r"|Quốc vương)\b"
    r"|(?:[^,.“”\"]{3,100}, ){0,2}(?:cả )?hai (?:nhà lãnh đạo|vị lãnh đạo|nguyên thủ|bên (?:đã |cũng )?(?:bày tỏ"
    r"|nhất trí|thống nhất|trao đổi|thảo luận|khẳng định|đánh giá|ghi nhận|đồng ý|ký kết))\b"
    r"|(?:Dự luật|Động thái|Tuyên bố|Phát biểu|Thông tin|Thông báo|Quyết định|Chuyến thăm|Cuộc|Vụ việc|Sự việc"
    r"|Sự kiện|Cảnh báo|Đề xuất|Bình luận|Kế hoạch|Lệnh)\b[^,.;:“”\"]{0,60}"
    r"(?:diễn ra|đưa ra|xảy ra|được thông qua|được công bố|được tổ chức|được ký) (?:trong bối cảnh|ngay sau|sau khi"
    r"|sau một|giữa lúc|một ngày|chỉ ít|ngay trước|vào thời điểm|vài)\b|Đây không phải (?:là )?lần|Đây là (?:cuộc|lần"
    r"|chuyến|vụ|đợt|phiên|kỳ)\b",
    re.IGNORECASE,
)
"""A sentence about the speech, told from outside."""
STIR = re.compile(
    r"\bgây (?:xôn xao|chấn động|phẫn nộ|tranh cãi|bức xúc (?:trong )?dư luận)|\bvấp phải (?:sự "
    r"|làn sóng |nhiều )?(?:phản đối|phản ứng|chỉ trích|tranh cãi)|\b(?:nhận được|thu nhận"
    r"|thu hút) (?:khá |rất |được )?nhiều ý kiến\b"
)
"""What a matter stirred up, as the newspaper sees it."""
PLURAL = re.compile(
    r"\b(?:[Hh]ai|[Cc]ả hai|[Cc]ả 2|2) (?:cô gái|người|anh|chị|ông|bà|em|nạn nhân|nhân chứng|nữ sinh"
    r"|nam sinh|thanh niên)\b[^,.;:“”\"]{0,20} (?:cho biết|cho hay|cho rằng|khẳng định|xác nhận|kể"
    r"|chia sẻ|thừa nhận)\b"
)
"""What two people say together."""
ANONYMOUS = re.compile(
    r"(?:(?:Tổng |Phó )*(?:[Gg]iám đốc|[Cc]hủ tịch|[Tt]rưởng phòng|[Hh]iệu trưởng|[Cc]huyên gia|[Ll]uật sư|[Cc]án bộ"
    r"|[Ll]ãnh đạo|[Nn]hân viên|[Dd]oanh nhân|[Bb]ác sĩ)) (?:của |tại |ở )?một (?:[^,.;:“”\"]|\.(?=\S)){3,80}?"
    r" (?:cho biết|cho rằng|cho hay|nói|chia sẻ|khẳng định|nhận định|thừa nhận|kể)\b"
)
"""Somebody whose name the newspaper keeps back speaks."""
OTHERS = re.compile(
    r"(?:Cũng |Còn )?[Tt]heo (?:một số|nhiều|các|giới|nhóm) (?:chuyên gia|chuyên viên|luật sư"
    r"|nhà (?:khoa học|nghiên cứu|phân tích)|người dân|hộ dân|nhân chứng|bác sĩ|đại lý)\b"
)
"""A group is the source, between two sentences of one account too."""
REPORTS = re.compile(
    r"\b(?:[Bb]áo|[Tt]ờ|[Hh]ãng|[Đđ]ài|[Kk]ênh|[Tt]ruyền thông"
    r"|[Bb]áo chí)\b[^,.;:“”\"]{0,40} (?:đưa tin|dẫn lời|dẫn nguồn|loan tin)\b|(?:Như "
    r"|Theo )[^,.;:“”\"]{2,40} (?:đã )?đưa tin\b|(?:Tờ báo|Hãng tin|Tạp chí)(?: này"
    r"| trên)? (?:kết luận|viết|bình luận|nhận định|cho rằng|cho biết|cho hay|nhận xét)\b"
)
"""Another newspaper is the source."""
LEADER = re.compile(r"(?i)\b(lãnh đạo|đại diện) (?:(?:ngành|cơ quan|đơn vị|của) )?")
"""Somebody of a body who is not named here."""
TOWN = re.compile(r"\btp\b\.?")
CASE = re.compile(
    r"(?:(?:hiện|hiện nay|hiện tại|đến nay|tới nay),? )?(?:vụ việc|vụ án|vụ tai nạn|nguyên nhân) [^.]{0,60}\bđang\b"
    r"|(?:hiện|hiện nay|hiện tại|đến nay|tới nay),? (?:cơ quan điều tra|cơ quan công an|cơ quan chức năng"
    r"|lực lượng chức năng|công an) [^.]{0,60}\b(?:đang|đã)\b",
    re.IGNORECASE,
)
"""How the case stands, as the newspaper tells it at the end."""
JUMP = re.compile(
    r"(?:Sáng|Trưa|Chiều|Tối|Đêm|Rạng sáng|Khuya)(?: ngày| hôm| nay)?,? (?:nay )?\(?\d|(?:(?:Vào|Trong) )?(?:[Nn]gày"
    r"|[Tt]háng|[Hh]ôm) \d|(?:(?:Cuối|Đầu|Giữa) )?[Tt](?:uần|háng) trước\b|(?:Cuối|Đầu) tuần qua\b|Hồi (?:tháng|đầu"
    r"|cuối|giữa|tuần|năm)\b"
)
"""A sentence begins with a day: the newspaper tells what happened then."""
PAST = re.compile(r"(?:Từ |Đầu |Cuối |Giữa |Trong |Vào )?(?:[Nn]ăm|[Tt]háng|[Nn]gày) \d")
"""A paragraph begins with a day or a year; if it looks back, it is background, even after a speech."""
AHEAD = re.compile(r"\b(?:sẽ|cần|phải|phấn đấu|tiếp tục|tập trung|mục tiêu|dự kiến)\b")
"""Words that look ahead."""
EVENT = re.compile(
    r"\bsẽ (?:tiếp tục )?(?:được )?(?:diễn ra|tổ chức|khai mạc|bế mạc|kéo dài)\b[^.]{0,60}(?:\d"
    r"|\b(?:hôm|ngày|sáng|chiều|tối) (?:nay|mai)\b)"
)
"""The time and place of something to come."""
MEETING = re.compile(
    r"(?:(?:Ngoài|Ngoài ra|Bên cạnh|Cùng với|Trước|Sau)\b[^,.;:“”\"]{0,60}, )?(?:Hội đồng|Hội nghị|Phiên họp|Kỳ họp"
    r"|Cuộc họp|Đại hội|Quốc hội|Ủy ban Thường vụ Quốc hội|Ban Thường vụ|Các đại biểu)\b[^,.;:“”\"]{0,60}"
    r" (?:đã|cũng|còn|tiếp tục) (?:\w+ ){0,2}?(?:thảo luận|nghe|xem xét|thông qua|cho ý kiến|biểu quyết|bầu)\b"
)
"""What those who met did."""
MUST = re.compile(r"\b(?:cần|phải|nên)\b")
URGES = re.compile(r"\b(?:chúng ta|chúng tôi|cần phải|cũng phải|cần|nếu)\b")
"""A sentence that argues or urges, as accounts do and news does not."""
SPEAKER = re.compile(rf"\b(?:ông|bà|anh|chị|cô|tôi|chúng tôi|mình)\b (?![{UPPER}])")
"""Words for the speaker in their own account."""
LINK = re.compile(
    r"(?:do|vì|trước|cứ|về|với|như|nếu|để|ngoài|bên cạnh|đáp|trong|từ|qua|tuy|nhờ|bởi|còn|nhưng|song"
    r"|sau|khi|đáng|điều|việc|đó|đây)\b"
)
"""Words taken for a subject that only join clauses."""
PLAIN_START = re.compile(rf"[{UPPER}][{LOWER}]+")
VERDICT = re.compile(r"(?i)(?:đó|đây) (?:cũng )?là ")
"""A cue that looks back: "Đó là nhận định của bà Thử": what was said stands before it."""
TOPIC = re.compile(r"(?:Về|Xung quanh|Liên quan|Liên quan đến|Đối với|Trước) [^,.;:]{3,100}, ")
"""What a sentence is about, before its subject."""
NOTE = re.compile(r"\(?\*+\)? ?(?:Tên|Ghi chú)\b|Tên (?:của )?(?:các |một số )?nhân vật\b")
"""A note of the newspaper below the text."""
EMPTY = re.compile(r"(?i)\s*(?:diễn văn|báo cáo|tờ trình|tham luận|đề dẫn|bài phát biểu)[^,:;.“\"]{0,60}\W*\Z")
"""After a cue, to the end of the sentence: a paper is read, of its words nothing is told."""
RELATIVE = re.compile(r"\bngười(?: (?:đã|từng|vừa|cũng|đang|luôn|hay)){0,2} \Z")
"""Before a cue: it only tells who somebody is: "ông Mẫu, người đã kêu gọi …"."""
PUT_FORTH = re.compile(r"(?i)đưa ra(?: lời| những| các)? \Z")
ON_OCCASION = re.compile(
    r"(?: (?:trên|này|như vậy|nói trên))? (?:sau khi|sau|trong bối cảnh|trong cuộc|trong một"
    r"|trong buổi|tại|trước khi|khi|vào|một ngày|ngay)\b"
)
"""Words around a cue that only say when something was said: "ông Mẫu đưa ra cảnh báo sau khi …"."""
SO_SAID = re.compile(
    r"(?: như vậy| như thế| thế| điều này)?(?: (?:ngay sau|sau khi|sau|trước khi|trong|tại|với|khi"
    r"|bên lề|lúc|vào)\b[^,;:“”\"]*)?\W*\Z"
)
"""After a cue, to the end of the sentence: nothing but when, where and to whom."""
PICTURE = re.compile(
    r" (?:(?:lại|thêm|một|những|các|loạt|nhiều) ){0,3}(?:tấm ảnh|bức ảnh|hình ảnh|ảnh|clip|đoạn clip"
    r"|video|đoạn video|khoảnh khắc|ca khúc|bài hát)\b"
)
"""What somebody shows rather than says."""
HEARD = re.compile(r"(?i)\b(?:nghe|xem|theo dõi)(?: các)? \Z")
NO_MORE = re.compile(r"(?: (?:chất vấn|ý kiến|báo cáo|giải trình|trình bày|phát biểu|trả lời|xong|thêm)){0,3},")
"""Around somebody whom others heard: "Sau khi nghe bà Mẫu trả lời chất vấn, …"; what was said is not told."""
INNER = re.compile(r"[,;:–-]\s*\Z|\A\W*\Z")


@dataclass(frozen=True)
class Words:
    """The words of the table `accounts`, and those of address of the table `honorifics`."""

    reporter: tuple[str, ...]
    group: tuple[str, ...]
    links: tuple[str, ...]
    task: tuple[str, ...]
    sources: tuple[str, ...]
    turns: tuple[str, ...]
    occasion: tuple[str, ...]
    text: tuple[str, ...]
    setting: tuple[str, ...]
    order: frozenset[str]
    faint: frozenset[str]
    naming: frozenset[str]
    story: frozenset[str]
    command: frozenset[str]
    reading: frozenset[str]
    tells: frozenset[str]
    answers: frozenset[str]
    passes_on: frozenset[str]
    join: frozenset[str]
    address: frozenset[str]
    titles: re.Pattern[str]
    """Up to a quotation: it is a title or name."""
    voice: re.Pattern[str]
    """What a group does when it speaks; anywhere in a sentence."""
    several: re.Pattern[str]
    """Several who speak: no one person's words; from the beginning of a sentence in small letters."""


@lru_cache(maxsize=4)
def words(tables: Tables) -> Words:
    """The table accounts by kind; made once a ``Tables``."""
    of: dict[str, tuple[str, ...]] = {row["kind"]: tuple(row["words"]) for row in tables["accounts"]}
    plain = {
        field.name: of[field.name] if field.type.startswith("tuple") else frozenset(of[field.name])
        for field in fields(Words)
        if field.name in of and "Pattern" not in field.type
    }
    return Words(
        **plain,
        address=frozenset(word for row in tables["honorifics"] for word in row["words"]),
        titles=re.compile(rf"(?i)\b{_any(of['titles'])}\s*:?\s*\Z"),
        voice=re.compile(rf"\b{_any(of['voice'])}\b"),
        several=re.compile(rf"{_any(of['several'])} {_any(of['somebody'])}\b[^,.;:“\"]{{0,50}} {_any(of['voice'])}\b"),
    )


def _any(alternatives: tuple[str, ...]) -> str:
    """A pattern of any of these words; of none, one that never matches."""
    return f"(?:{'|'.join(map(re.escape, alternatives))})" if alternatives else r"(?!)"
