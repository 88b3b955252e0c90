#!/usr/bin/env python3
"""Make a folder of articles of any size, the same ones every time: what the benchmarks run on.

    python tests/benchmarks/corpus.py --count 10000 --out /tmp/articles
    python tests/benchmarks/corpus.py --from articles.jsonl.gz --count 10000 --out /tmp/articles

Without ``--from`` every sentence is made from templates with invented people, so nothing else is needed.
With it, texts come from a folder of ``.txt`` files or from JSON Lines (``text`` in each, gzip or not); where
there are fewer than ``--count``, further ones are made of the paragraphs (or sentences) of two of them with
the figures changed. Article number i depends on the seed and i alone: a larger corpus begins with the smaller.
"""

import argparse
import gzip
import json
import random
import re
import sys
from pathlib import Path

SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Nông",
    "Giàng",
    "Lò",
    "Mã",
]
MIDDLES = [
    "Văn",
    "Thị",
    "Đức",
    "Minh",
    "Hữu",
    "Quang",
    "Ngọc",
    "Xuân",
    "Thanh",
    "Đình",
    "Kim",
    "Hồng",
    "Bá",
    "Thế",
    "Trọng",
    "Bích",
]
GIVEN = [
    "Mẫu",
    "Thước",
    "Khuôn",
    "Bút",
    "Giấy",
    "Mực",
    "Trang",
    "Chương",
    "Lúa",
    "Ngô",
    "Khoai",
    "Sắn",
    "Bưởi",
    "Cam",
    "Quýt",
    "Đào",
    "Mận",
    "Sen",
    "Súng",
    "Cúc",
    "Trúc",
    "Tùng",
    "Bách",
    "Thông",
    "Núi",
    "Suối",
    "Sông",
    "Biển",
    "Đảo",
    "Gió",
    "Mây",
    "Nắng",
    "Sương",
]
PROVINCES = [
    "Quảng Ninh",
    "Lạng Sơn",
    "Cao Bằng",
    "Hà Giang",
    "Lào Cai",
    "Điện Biên",
    "Sơn La",
    "Nghệ An",
    "Hà Tĩnh",
    "Quảng Bình",
    "Quảng Trị",
    "Kon Tum",
    "Gia Lai",
    "Đắk Lắk",
    "Lâm Đồng",
    "Tây Ninh",
    "An Giang",
    "Kiên Giang",
    "Cà Mau",
    "Bến Tre",
]
OFFICES = [
    "Bí thư Tỉnh ủy {p}",
    "Phó Bí thư Thường trực Tỉnh ủy {p}",
    "Chủ tịch UBND tỉnh {p}",
    "Phó Chủ tịch HĐND tỉnh {p}",
    "Giám đốc Sở Giáo dục và Đào tạo tỉnh {p}",
    "Giám đốc Công an tỉnh {p}",
    "Chỉ huy trưởng Bộ đội Biên phòng tỉnh {p}",
    "Trưởng ban Tuyên giáo Tỉnh ủy {p}",
]
RANKS = ["Đại tá ", "Thượng tá ", "Thiếu tướng ", "", "", "", ""]
TOPICS = [
    "xây dựng nông thôn mới",
    "chuyển đổi số",
    "bảo vệ rừng đầu nguồn",
    "cải cách hành chính",
    "phòng, chống thiên tai",
    "xóa đói, giảm nghèo",
    "dạy nghề cho thanh niên",
    "nước sạch vùng cao",
    "bảo đảm trật tự an toàn giao thông",
    "phát triển du lịch cộng đồng",
    "chăm sóc sức khỏe ban đầu",
    "quản lý đất đai",
    "phát triển cây ăn quả",
    "bảo tồn nghề dệt",
    "vệ sinh an toàn thực phẩm",
]
PLACES = [
    "hội trường huyện",
    "trung tâm hội nghị tỉnh",
    "nhà văn hóa thôn",
    "trụ sở Tỉnh ủy",
    "trường trung học phổ thông của huyện",
]
VERBS = ["nhấn mạnh", "cho biết", "khẳng định", "phát biểu", "yêu cầu", "đề nghị", "cho rằng", "chia sẻ"]
PLAIN = [
    "Đến nay, toàn tỉnh có {n} xã hoàn thành các tiêu chí về {topic}, tăng {m} xã so với cùng kỳ năm trước.",
    "Công tác {topic} được triển khai ở {m} huyện, với {n} hộ dân đăng ký tham gia ngay từ đợt đầu.",
    "Nhiều mô hình hay về {topic} đã được nhân rộng, trong đó có {m} mô hình do phụ nữ và thanh niên làm chủ.",
    "Bên cạnh kết quả đạt được, việc {topic} ở một số nơi còn chậm, kinh phí mới đạt {n} triệu đồng.",
    "Người dân phấn khởi vì đường vào thôn đã được mở rộng thêm {m} mét và thắp sáng vào ban đêm.",
    "Trong quý tới, các đơn vị tập trung tháo gỡ vướng mắc về vốn, về nhân lực và về thủ tục cho {topic}.",
    "Tổ công tác đã kiểm tra {m} cơ sở, hướng dẫn chủ cơ sở khắc phục {n} thiếu sót được nêu trong biên bản.",
    "Mưa lớn kéo dài khiến {m} thôn bị chia cắt, song việc {topic} vẫn bảo đảm tiến độ đề ra.",
    "Theo kế hoạch, {n} cán bộ cơ sở sẽ được tập huấn về {topic} trước khi bước vào vụ mới.",
    "Nhờ cách làm phù hợp, tỷ lệ hộ nghèo của huyện giảm còn {m}%, thu nhập bình quân tăng rõ rệt.",
]
SPOKEN = [
    "{who} {verb}: “Phải lấy kết quả {topic} làm thước đo, không chạy theo thành tích”.",
    "{who} {verb} rằng {topic} là việc lâu dài, cần kiên trì và có người chịu trách nhiệm đến cùng.",
    "Theo {who}, muốn làm tốt việc {topic} thì cán bộ phải gần dân, hiểu dân và nói đi đôi với làm.",
    "“Chúng tôi sẽ công khai tiến độ {topic} hằng tháng để bà con cùng giám sát”, {who} {verb}.",
]
CITED = [
    "Hội nghị đánh giá kết quả thực hiện Nghị quyết số {d} của Ban Thường vụ Tỉnh ủy {p} về {topic}.",
    "Triển khai Nghị quyết số {d} ngày {day}/{month}/{year} của Tỉnh ủy {p} về {topic}, các huyện đã ban hành chương "
    "trình hành động.",
    "UBND tỉnh {p} ban hành Kế hoạch số {k}/KH-UBND để cụ thể hóa Nghị quyết {d}.",
    "Quyết định số {k}/QĐ-UBND ngày {day}/{month}/{year} của UBND tỉnh {p} giao nhiệm vụ cho từng ngành.",
]


def person(rng: random.Random, size: int) -> tuple[str, str]:
    """(office with rank, name). A few people speak often, most seldom; ``size`` of them, the same in every corpus."""
    own = random.Random(f"person {int(size * rng.random() ** 2.5)}")
    return own.choice(OFFICES).format(p=own.choice(PROVINCES)), own.choice(RANKS) + " ".join(
        own.choice(part) for part in (SURNAMES, MIDDLES, MIDDLES, GIVEN)
    )


def document(rng: random.Random, size: int) -> dict[str, object]:
    """A resolution and a plan of one of ``size`` kinds of endeavour: where, what about, numbers and day; some are often
    cited."""
    own = random.Random(f"document {int(size * rng.random() ** 2)}")
    return {
        "p": own.choice(PROVINCES),
        "topic": own.choice(TOPICS),
        "year": own.randint(2005, 2020),
        "month": own.randint(1, 12),
        "day": own.randint(1, 28),
        "d": f"{own.randint(1, 98):02d}-NQ/TU",
        "k": own.randint(10, 999),
    }


def invented(seed: str, number: int) -> str:
    """One article of about 3,700 characters, no sentence of which anyone ever wrote."""
    rng = random.Random(f"{seed} {number}")
    province, topic = rng.choice(PROVINCES), rng.choice(TOPICS)
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2008, 2025)
    people = [person(rng, 300 + number // 8) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
    cited = document(rng, 150 + number // 6)
    lines = [
        f"{province}: {rng.choice(('Đẩy mạnh', 'Chung tay', 'Sơ kết một năm', 'Cách làm mới trong', 'Bàn giải pháp'))} {topic}",
        f"{day:02d}/{month:02d}/{year} - {rng.randint(5, 22):02d}:{rng.randint(0, 59):02d}",
        f"Ngày {day}/{month}, tại {rng.choice(PLACES)}, tỉnh {province} tổ chức hội nghị về {topic}. Dự và chỉ đạo "
        f"hội nghị có đồng chí "
        f"{people[0][1]}, {people[0][0]}.",
    ]
    for _ in range(rng.randint(6, 16)):
        sentences = []
        for _ in range(rng.randint(2, 4)):
            slots = {"topic": topic, "n": rng.randint(21, 990), "m": rng.randint(2, 20), "verb": rng.choice(VERBS)}
            draw = rng.random()
            if draw < 0.2:
                office, name = rng.choice(people)
                slots["who"] = rng.choice(
                    (f"đồng chí {name}, {office},", f"{office} {name}", f"ông {name.split()[-1]}")
                )
                sentence = rng.choice(SPOKEN).format(**slots)
            else:
                sentence = rng.choice(CITED).format(**cited) if draw < 0.26 else rng.choice(PLAIN).format(**slots)
            sentences.append(sentence[0].upper() + sentence[1:])
        lines.append(" ".join(sentences))
    return "\n".join(lines) + f"\n{rng.choice(SURNAMES)} {rng.choice(GIVEN)}\n"


def given(path: Path) -> list[str]:
    """The texts of a folder of ``.txt`` files, or of a JSON Lines file."""
    if path.is_dir():
        return [file.read_text(encoding="utf-8") for file in sorted(path.rglob("*.txt"))]
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def mixed(texts: list[str], seed: str, number: int) -> str:
    """Text ``number`` where there is one; else the first part of one and the rest of another, other figures in both."""
    if number < len(texts):
        return texts[number]
    rng = random.Random(f"{seed} {number}")
    first, second = (re.split(r"(?<=\n)|(?<=[.!?…] )", rng.choice(texts)) for _ in range(2))
    text = "".join(first[: (len(first) + 1) // 2] + second[len(second) // 2 :])
    return re.sub(r"\d+", lambda m: m[0] if len(m[0]) > 3 else str(rng.randint(1, 28)).zfill(len(m[0])), text)


def write(out: Path, numbers: range, seed: str = "1", texts: list[str] | None = None) -> int:
    """Write the articles ``numbers`` into the folder ``out``; returns the bytes of text written."""
    out.mkdir(parents=True, exist_ok=True)
    size = 0
    for number in numbers:
        data = (mixed(texts, seed, number) if texts else invented(seed, number)).encode()
        (out / f"bai-{number:06d}.txt").write_bytes(data)
        size += len(data)
    return size


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--from", dest="given", type=Path, help="texts to use: folder of .txt, or .jsonl(.gz); default: invented ones"
    )
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", default="1")
    args = parser.parse_args()
    size = write(args.out, range(args.count), args.seed, given(args.given) if args.given else None)
    print(f"{args.count} articles, {size / 1e6:.1f} MB of text in {args.out}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
