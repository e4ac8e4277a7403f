"""Words of the disclosure slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class PublicationForm(StrEnum):
    """In which form something is made public (hình thức công khai)."""

    MEETING = "meeting"
    POSTING = "posting"
    MEDIA = "media"
    WEBSITE = "website"


PUBLICATION_FORMS = {
    PublicationForm.MEETING: N_("Công bố tại cuộc họp"),
    PublicationForm.POSTING: N_("Niêm yết"),
    PublicationForm.MEDIA: N_("Thông báo trên phương tiện thông tin đại chúng"),
    PublicationForm.WEBSITE: N_("Đăng trên cổng, trang thông tin điện tử"),
}
