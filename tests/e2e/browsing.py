"""A person in front of the pages: finds things by their role and their Vietnamese name."""

from django.urls import reverse

from tests.accounts.factories import PASSWORD


class Visitor:
    """A page with what the browser complained about, and the few gestures all walks share."""

    def __init__(self, page, host):
        self.page, self.host, self.complaints = page, host, []
        page.on("console", self.heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", self.failed)
        page.on("response", self.answered)

    def heard(self, message):
        """The browser also says that an answer was 404, 409 or 422: that is the page's to say."""
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def failed(self, request):
        if "ERR_ABORTED" not in (request.failure or ""):  # a download, or a page left early
            self.complaints.append(f"{request.url}: {request.failure}")

    def answered(self, response):
        if response.status >= 500:
            self.complaints.append(f"{response.url}: {response.status}")

    def sign_in(self, user, password=PASSWORD):
        self.page.goto(f"{self.host}{reverse('account_login')}")
        self.page.get_by_label("Tên đăng nhập").fill(user.username)
        self.page.get_by_label("Mật khẩu").fill(password)
        self.press("Đăng nhập")
        self.page.get_by_role("button", name="Thoát", include_hidden=True).first.wait_for(
            state="attached"
        )

    def open(self, name, *args, query=""):
        """Type the address."""
        return self.page.goto(f"{self.host}{reverse(name, args=args)}{query}")

    def go(self, control):
        """Clicks what leads to another page, and is there afterwards."""
        with self.page.expect_navigation():
            control.click()

    def follow(self, link):
        self.go(self.main.get_by_role("link", name=link).first)

    def menu(self, link):
        self.go(self.page.get_by_role("navigation").get_by_role("link", name=link).first)

    def press(self, button):
        self.go(self.main.get_by_role("button", name=button).first)

    def field(self, label):
        return self.main.get_by_label(label).first

    def row(self, words):
        return self.main.get_by_role("row", name=words).first

    def sees(self, text):
        """Waits for the words on the page."""
        self.main.get_by_text(text).first.wait_for()

    @property
    def main(self):
        return self.page.get_by_role("main")

    @property
    def heading(self):
        return self.page.get_by_role("heading", level=1).first.inner_text()
