"""The names of offices, posts and bodies in running text: where such a name begins and where it ends."""

from __future__ import annotations

import re

from dcapp.reading.wordings import CAPITAL, CHARGED_BY, SMALL, UNIT_START

_ALONE = (
    r"(?:Hội đồng|Văn phòng|Trung tâm|Ủy ban|Uỷ ban|Chi cục|Chi bộ|Chi hội|Cơ quan|Đơn vị|Bộ phận|Công chức|"
    r"Viên chức|"
    r"Cán bộ|Công an|Đồng chí|Đ/c|Đ\.c|đ/c|Thành phố|Thành viên|Thị trấn|Thị xã|Đặc khu|Người đứng đầu|Người dân|"
    r"Thủ trưởng|Lãnh "
    r"đạo|"
    r"Viện kiểm sát|Tòa án|Toà án|Cấp ủy|Cấp uỷ|Toàn thể|Tập thể|Nhà trường|Đoàn thể|"
    r"(?:Huyện|Tỉnh|Quận|Thành|Thị)(?: ủy| uỷ)|Phòng|Sở|Ban|Bộ|Tổ(?! chức| quốc)|Hội|Đoàn|Thôn|Xóm|Ấp|Bản|Trưởng|Phó|"
    r"Các|Những|Khối|Đài|Trạm|Trường|Viện|Cục|Xã|Phường|Huyện|Tỉnh|Quận|Ông|Bà|Và|Chánh|Báo|Nhóm|Đội)(?!\w)"
)
_SECOND = (
    rf"(?:\s+(?!(?:{CHARGED_BY})(?!\w)|(?:và|của|các|thuộc|tại|cùng|với|cho|để|về|theo|là|có|đã|sẽ|cần|phải|"
    rf"được|trong|trên|từ|trước|nhằm)(?!\w))[{SMALL}]\w*)?"
)
_CAPITAL = rf"(?:{_ALONE}|[{CAPITAL}][{CAPITAL}\d.]+(?!\w)|(?!(?:Phối|Chủ trì|Tham mưu)\b)[{CAPITAL}][\w'’]*{_SECOND})"
_COMMON = (
    r"(?<=[Bb]an )(?:công tác|quản lý|quản trị|điều hành|vận động|liên lạc|đại diện|giám hiệu|giám sát(?: đầu tư)?|"
    r"chỉ đạo|chỉ huy|chấp hành|thường vụ|pháp chế|"
    r"kinh tế|"
    r"xây dựng đảng|tuyên giáo|dân vận|phát triển|bảo vệ|thanh tra)|"
    r"(?<=[Đđ]oàn )(?:kiểm tra|giám sát|khảo sát|công tác|thanh tra)|được (?:kiểm tra|giám sát|thanh tra)|"
    r"(?<=[Tt]ổ )(?:kiểm tra|giám sát|thẩm định|biên tập|khảo sát)|(?<=[Tt]ổ )(?:bảo vệ an ninh,? trật tự|giúp việc|"
    r"công tác|tự quản|phó|đảng|công nghệ số)|"
    r"cán bộ(?: phụ trách)?|cán sự(?: đảng)?|đảng đoàn|công chức(?: phụ trách)?|viên chức|nhân viên|người lao động|"
    r"người đứng đầu|người phụ trách|người hoạt động|"
    r"(?:không |bán )?chuyên trách|chuyên môn|kiêm nhiệm|giúp việc|trưởng(?:,? phó)?|phó(?: trưởng)?|tổ trưởng|"
    r"trưởng ban|trưởng phòng|thủ trưởng|(?:(?<=, )|(?<=và )|(?<=các )|(?<=chí ))lãnh đạo|"
    r"chủ tịch|phó chủ tịch|bí thư|thường trực|ủy viên|thành viên|đồng chí|ông|bà|đại biểu|"
    r"tổ dân phố|khu dân cư|khu phố|khối phố|tiểu khu|cụm dân cư|thôn|xóm|ấp|khóm|làng|buôn|(?:(?<=, )|(?<=các )|"
    r"(?<=rưởng "
    r"))bản(?! tin| đồ| án| cam)|xã(?! hội)|phường|thị trấn|thị xã|huyện|quận|tỉnh|"
    r"thành phố|đặc khu|địa phương|các|những|ban(?! hành| bố)|ngành|đoàn thể|hội(?! nghị| thảo| họp| tụ)|đoàn(?! "
    r"kết)|chi hội|chi đoàn|phòng(?! chống| ngừa|,? chống)|văn phòng|đơn vị|"
    r"cơ quan|sự nghiệp(?: công lập)?|tổ chức (?:chính trị\s*[-–]?\s*xã hội|xã hội|đoàn thể|đảng|hội(?! nghị| thảo)|"
    r"liên quan|thành viên)|(?:(?<=, )|(?<=các ))tổ chức(?=, (?:cá nhân|đơn vị|cơ quan)| và| có liên quan)|"
    r"(?:có )?liên quan|trực thuộc|cấp(?: xã| tỉnh| huyện| ủy| uỷ| dưới| cơ sở)|cơ sở|chi bộ|đảng bộ|đảng ủy|đảng uỷ|"
    r"đảng viên|chính quyền|cá nhân|"
    r"trường(?: học)?(?! hợp)|trạm(?: y tế)?|y tế|doanh nghiệp|hợp tác xã|hộ gia đình|bộ phận|một cửa|tiếp nhận và "
    r"trả kết quả|(?:(?<=[Bb]an )|(?<=sở )|(?<=phận )|(?<=tác ))tiếp công dân(?=\s+\w+\s+)|"
    r"tổ(?! chức| quốc)|nhóm|đội|đài(?: truyền thanh)?|truyền thanh|mặt trận|phụ nữ|nông dân|cựu chiến binh|"
    r"thanh niên|"
    r"người cao tuổi|sở|khối|"
    r"(?<=[-–] )(?:xây dựng|thống kê|kế toán|hộ tịch|xã hội|đô thị|nông nghiệp|kỹ thuật|môi trường|thương binh|nội "
    r"vụ|thông tin|thể thao|du lịch|hạ tầng|chính trị)|"
    r"(?:và|,) (?:môi trường|xã hội|đô thị|hạ tầng|thể thao|thông tin|nhân dân|gia đình)(?= |$|,)|công nghệ số(?: "
    r"cộng đồng)?|cộng đồng|giám sát đầu tư|hòa giải|hoà giải|hành chính công|sự nghiệp công|dân phố|công an|quân sự|"
    r"công đoàn|"
    r"trên địa bàn|được (?:phân công|giao|cử)(?: nhiệm vụ| phụ trách| theo dõi| chủ trì(?= tại| ở| trong))?"
    r"(?: (?:tại|ở|trong) (?:Phụ lục|phần|mục|Kế hoạch)(?: [IVX\d]{1,4}\b| này| kèm theo)?)?(?= |$|,|:)|hành chính|"
    r"nhà nước|nhân "
    r"dân|còn lại|khác|nói trên|nêu trên|này|có tên tại Điều \d+"
)
_FIXED = (
    r"(?:(?<=Ban )Tiếp công dân|(?<=Ban )Quản lý (?:dự án|chợ|di tích|rừng)|[Hh]ộ gia đình|"
    r"(?<=Bưu điện )[Vv]ăn h(?:óa|oá)|"
    r"(?<=Trung tâm )Cung ứng dịch vụ(?: sự nghiệp)?(?: công)?|(?<=Trung tâm )Phục vụ hành chính công|"
    r"(?<=[Tt]ổ )thư ký|"
    r"(?<=[Tt]ổ )[Hh](?:òa|oà) giải(?: ở)? cơ sở|(?<=các )cấp|"
    r"(?<=Ban )Giám sát đầu tư của cộng đồng)(?!\w)"
)
_NOUN = rf"(?:{_FIXED}|{_CAPITAL}|\d+\b(?=\s+(?:thôn|tổ|xóm|ấp|đơn vị|xã))|(?:{_COMMON})(?!\w))"
_STEERING = (
    r"(?:Ban Chỉ đạo|Tổ công tác)\s+(?:thực hiện|xây dựng|triển khai|về)\s[^,.;:]{2,60}?\s(?:xã|phường|tỉnh|"
    r"huyện|thị xã|thành phố)(?!\w)"
)
NAME = re.compile(
    rf"(?:{_STEERING}|{_NOUN})(?:\s*(?:[,&/]|[-–])?\s*(?:(?:và|cùng|của|thuộc|tại|theo)\s+)?(?:{_STEERING}|{_NOUN})|"
    rf"\s*\([^()]{{1,80}}\)(?=\s*[\w,:]))*(?:\s*\([^()]{{1,80}}\))?"
)
NO_OFFICE = re.compile(
    r"(?:(?:Lãnh đạo|lãnh đạo),? (?:chỉ đạo|chính quyền|thực hiện|công tác|việc|triển khai|toàn diện|xây dựng|phát "
    r"triển|tổ chức)|Thanh tra, (?:kiểm tra|giám sát)|Đội ngũ|Người có công|Người nghèo|Hộ (?:nghèo|cận nghèo)|"
    r"Đoàn thể hóa|Tài chính,|Văn hóa,|Văn hoá,|Quân sự,|Tư pháp,|Cán bộ và công tác|Đảng viên mới|Hội viên|Quỹ |"
    r"Ban hành|Ban bố|Báo cáo|Hội nghị|Hội thảo|Hội thi|Hội trường|Bảo đảm|Bảo vệ|Bảo tồn|Bản|Bộ mặt|Bộ luật|Bộ "
    r"tiêu chí|Bộ chỉ số|Trường hợp|Tổ chức(?! chính trị| đảng| xã hội)|"
    r"Trưởng thành|Xã hội|Xã hội hóa|Công khai|Công tác|Công bố|Công trình|Công nghệ|Đoàn kết|Đoàn viên|Phòng chống|"
    r"Phòng, chống|Phòng ngừa|"
    r"Tài chính công|Cơ quan trung|Cơ chế|Đơn thư|Đơn giản|Báo động|Thường xuyên|Bà con|Tổng|Tư tưởng|Thanh niên hóa|"
    r"(?:Các|Những)\s+(?:nội dung|văn bản|nhiệm vụ|hoạt động|chỉ tiêu|hình thức|giải pháp|biện pháp|quy định|mô hình|"
    r"chương trình|phong trào|vấn đề|trường hợp|công việc|báo cáo|hồ sơ|khoản|chế độ|mục tiêu|thủ tục|tiêu chí|cuộc|"
    r"bước|"
    r"điều kiện|kiến nghị|ý kiến|cam kết|dự án|công trình|loại|đợt|lĩnh vực|việc|chính sách|kết quả|kế hoạch|điển "
    r"hình|yêu cầu))\b"
)
LOOSE = re.compile(rf"(?P<name>\w+(?:[ ,]+(?!(?:{CHARGED_BY})(?!\w))[\w\-–]+){{1,9}}),?\s+(?=(?:{CHARGED_BY})(?!\w))")
_CONNECTING_END = re.compile(r"(?:\s*(?:,|[-–]|\bvà|\bcác|\bcùng|\bcủa|\btheo|\btại))+$")


def name_at(text: str) -> str:
    """The name of an office or post that a text begins with, as far as it goes; empty where it begins otherwise."""
    if NO_OFFICE.match(text) or not UNIT_START.match(text):
        return ""
    found = NAME.match(text)
    return _CONNECTING_END.sub("", found.group()).strip() if found else ""


def loose_name_at(text: str) -> str:
    """A name of words that are not known, where it begins like an office and a verb of charging follows soon."""
    if NO_OFFICE.match(text) or not UNIT_START.match(text):
        return ""
    found = LOOSE.match(text)
    return found["name"] if found else ""
