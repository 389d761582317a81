"""What a page says and where it leads, as far as a reader can get to it."""

from tests.browser.scripting import read_script

WORDS = "() => document.querySelector('main').innerText.replace(/\\s+/g, ' ').trim()"

WAYS = read_script("ways")

DEAD = read_script("dead")
