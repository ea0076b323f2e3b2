#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Has gi-docgen make a reference: generate.py FOLDER GI-DOCGEN [ARG...].

The folder is made anew, so that no old page stays. The first page has rows for addresses even where there are
none; they are left out. Every page gets the list of chapters into its side bar, and a style in which names in
tables do not break in the middle and no code is under the button that copies it.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

folder, gi_docgen, *args = sys.argv[1:]
shutil.rmtree(folder, ignore_errors=True)
Path(folder).mkdir()
status = subprocess.run(
    [gi_docgen, "generate", "--quiet", "--fatal-warnings", "--no-namespace-dir", "--output-dir", folder,
     *args], check=False).returncode
STYLE = """
/* Tarn: tables scroll instead of breaking names, and the button that copies code is above the code. */
table { display: block; overflow-x: auto; }
td { font-size: 0.92em; }
td code, th code, td a code { word-break: normal; overflow-wrap: normal; white-space: nowrap; }
pre { padding-top: 2.4em; }
"""
NAMESPACE = re.compile(r'(<div class="section namespace">.*?</div>\n)', re.S)


def list_chapters(index):
    """The links to the pages beside the reference, in their order, for the side bar."""
    section = index[index.index("Additional documentation"):]
    section = section[:section.index("</ul>")]
    links = re.findall(r'<a href="([\w-]+\.html)"[^>]*>([^<]+)</a>', section)
    lines = [f'    <a href="{href}">{title}</a>' for href, title in links]
    return "\n".join(['<div class="section">', "  <h5>Chapters</h5>", '  <div class="links">', *lines,
                      "  </div>", "</div>", ""])


def add_chapters(page, chapters):
    text = page.read_text(encoding="utf-8")
    page.write_text(NAMESPACE.sub(lambda found: found.group() + chapters, text, count=1), encoding="utf-8")


if status == 0:
    index = Path(folder) / "index.html"
    text = index.read_text(encoding="utf-8")
    text = re.sub(r'\s*<tr><td><em>\w+</em></td><td><a href="" [^>]*></a></td></tr>', "", text)
    index.write_text(text, encoding="utf-8")
    chapters = list_chapters(text)
    for page in sorted(Path(folder).glob("*.html")):
        add_chapters(page, chapters)
    with Path(folder, "style.css").open("a", encoding="utf-8") as style:
        style.write(STYLE)
sys.exit(status)
