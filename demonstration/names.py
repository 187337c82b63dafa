"""Made-up names of people: the same for the same seed, nobody in particular. Pure."""

import random

FAMILIES = "Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn".split()
MINORITY_FAMILIES = "Đinh Hà Quách Triệu Phùng Bàn Lò Hoàng Nông".split()
MIDDLE = {
    "male": ("Văn", "Đức", "Quang", "Minh", "Xuân", "Hữu", "Ngọc", "Thanh", "Công", "Mạnh", "Quốc"),
    "female": (
        "Thị",
        "Thị",
        "Thu",
        "Thanh",
        "Ngọc",
        "Minh",
        "Thị Kim",
        "Thị Thu",
        "Hồng",
        "Thị Bích",
    ),
}
GIVEN = {
    "male": (
        "An Bình Cường Dũng Đạt Giang Hải Hiếu Hùng Huy Khánh Khoa Lâm Long Nam Nghĩa Phong Phúc Quân"
        " Sơn Tài Thắng Thành Tiến Toàn Trung Tuấn Tùng Vinh Vượng"
    ).split(),
    "female": (
        "Anh Bích Chi Dung Duyên Giang Hà Hạnh Hằng Hiền Hoa Hoài Huệ Hương Lan Liên Linh Loan Mai My"
        " Nga Ngân Nhung Oanh Phương Quyên Tâm Thảo Thơm Thủy Trang Tuyết Vân Xuân Yến"
    ).split(),
}


class Names:
    """Draws names; none comes twice."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.used = set()

    def person(self):
        """(full name, gender, whether of an ethnic minority)."""
        while True:
            gender = self.random.choice(("female", "male"))
            minority = self.random.random() < 0.18
            family = self.random.choice(MINORITY_FAMILIES if minority else FAMILIES)
            middle = self.random.choice(MIDDLE[gender])
            name = f"{family} {middle} {self.random.choice(GIVEN[gender])}"
            if name not in self.used:
                self.used.add(name)
                return name, gender, minority
