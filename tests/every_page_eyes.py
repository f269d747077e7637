"""How the tests of all pages look at one: a tab for each kind of person, axe, width, the console."""

from axe_playwright_python.sync_playwright import Axe

WIDE, PHONE = 1280, 390
AXE = Axe()


class Eyes:
    """Tabs of the people of a base, opened when first looked through."""

    def __init__(self, browser, address, told):
        self.browser, self.address, self.told = browser, address, told
        self.complaints, self._tabs = [], {}

    def open(self, role, name, language, *, status=200):
        """Go to a page as somebody; give the tab."""
        page = self.tab(role, language)
        page.emulate_media(media="screen", color_scheme="light")
        page.set_viewport_size({"width": WIDE, "height": 900})
        self.complaints.clear()
        at = self.told[role]["pages"][name]
        answer = page.goto(f"{self.address}{at}")
        assert answer.status == status
        if status != 200:
            self.complaints.clear()  # of the status itself
        assert page.locator("html").get_attribute("lang") == language
        return page

    def tab(self, role, language):
        if (role, language) not in self._tabs:
            context = self.browser.new_context(locale=language, reduced_motion="reduce")
            cookies = {"sessionid": self.told[role]["cookie"], "django_language": language}
            context.add_cookies(
                [{"name": name, "value": each, "url": self.address} for name, each in cookies.items() if each]
            )
            page = self._tabs[role, language] = context.new_page()
            page.on("pageerror", lambda error: self.complaints.append(str(error)))
            page.on("console", lambda told: told.type == "error" and self.complaints.append(told.text))
        return self._tabs[role, language]

    def close(self):
        for page in self._tabs.values():
            page.context.close()


def is_sound_wide_and_light(page):
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": WIDE, "height": 900})
    has_no_violations(page)
    fits(page)


def is_sound_on_a_phone_in_the_dark(page):
    page.emulate_media(color_scheme="dark")
    fits_a_phone(page)
    has_no_violations(page)


def fits_a_phone(page):
    """As it comes, and with all that can be unfolded unfolded."""
    page.set_viewport_size({"width": PHONE, "height": 844})
    fits(page)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    fits(page)


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"


def has_no_violations(page):
    found = AXE.run(page).response["violations"]
    assert not found, [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
