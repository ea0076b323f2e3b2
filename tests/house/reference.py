#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests that the reference is complete: reference.py GENERATE GI-DOCGEN GIR --config TOML [ARG...].

Everything public has documentation, gi-docgen prints no warning, every link has a target, and the pages
contain no markup that should have become something else. The test generates the reference in a folder of its
own.
"""

import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from html.parser import HTMLParser
from pathlib import Path

CORE = "{http://www.gtk.org/introspection/core/1.0}"
GLIB = "{http://www.gtk.org/introspection/glib/1.0}"
# Markup that should have become a link or code, and placeholders.
LEFT_OVER = re.compile(
    r"\[\w+@|(?<![\w&])[%#](?:TARN_|Tarn)\w+|<!--|\|\[|\]\||\]\(|^\s*\|.*\||^```|^#+ ", re.M)
# A cell that is empty or contains only a version.
NO_SUMMARY = re.compile(
    r'<td class="docblock-summary">\s*(?:<p>\s*(?:<span class="emblem|</p>)|</td>)')


class Page(HTMLParser):
    """The anchors of a page, where its links lead, and its text without code."""

    def __init__(self, path):
        super().__init__()
        self.name = path.name
        self.ids, self.links, self.text, self.n_code, self.n_headings = set(), [], [], 0, 0
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.add(attributes.get("id"))
        self.n_code += tag in ("code", "pre", "script", "style")
        self.n_headings += tag == "h1"
        if tag in ("a", "link") and attributes.get("href"):
            self.links.append(attributes["href"])

    def handle_endtag(self, tag):
        self.n_code -= tag in ("code", "pre", "script", "style")

    def handle_data(self, data):
        if self.n_code == 0:
            self.text.append(data)


def run(*command):
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            errors="replace", check=False)
    output = re.sub(r"\x1b\[[0-9;]*m", "", result.stdout)
    lines = [line for line in output.splitlines() if line.strip()]
    return lines or [f"exit status {result.returncode}"] if result.returncode or lines else []


def undocumented_fields(gir):
    """Finds fields without documentation, which gi-docgen does not report."""
    n_documented = 0
    for record in xml.parse(gir).iter(f"{CORE}record"):
        is_private = record.get(f"{GLIB}is-gtype-struct-for") or record.get("disguised")
        for field in record.findall(f"{CORE}field"):
            if is_private or field.get("private") or field.get("readable") == "0":
                continue
            if field.find(f"{CORE}doc") is None:
                yield f"{record.get('name')}.{field.get('name')}"
            else:
                n_documented += 1
    if n_documented == 0 and not re.search("lab|wire", Path(gir).name.lower()):
        yield "no field was found that is documented"


def listed_pages(config):
    names = re.search(r"^content_files = \[(.*)\]$", config.read_text(encoding="utf-8"), re.M)
    return [name.replace(".md", ".html") for name in re.findall(r'"([^"]+)"', names[1])]


def is_beside(link, config):
    """Returns True if another reference lists the page, even if that reference has not been generated."""
    match = re.fullmatch(r"\.\./([\w-]+)/([\w-]+\.html)", link)
    other = match and config.with_name(f"{match[1]}.toml")
    return other and other.exists() and match[2] in ["index.html", *listed_pages(other)]


def dead_links(pages, folder, config):
    for page in pages.values():
        for link in page.links:
            target, _, anchor = link.partition("#")
            if re.match(r"(?:https?|javascript):", link):
                continue
            if target.startswith("../"):
                if not is_beside(link, config):
                    yield f"{page.name}: {link}"
            elif target and not (folder / target).exists():
                yield f"{page.name}: {link}"
            elif anchor and anchor not in pages.get(target or page.name, page).ids:
                yield f"{page.name}: {link}"


def left_overs(pages):
    for page in pages.values():
        for match in LEFT_OVER.finditer("".join(page.text)):
            yield f"{page.name}: {match.group()}"


def silent_entries(folder):
    """Finds entries of lists without a summary, and descriptions without content."""
    n_entries = 0
    for path in sorted(folder.glob("*.html")):
        text = path.read_text(encoding="utf-8")
        n_entries += len(re.findall(r"<h6><a [^>]*>[^<]*</a></h6>\s*<div [^>]*>\s*\S", text))
        for match in re.finditer(r"<h6><a [^>]*>([^<]*)</a></h6>\s*<div [^>]*>\s*</div>", text):
            yield f"{path.name}: {match[1]}"
        if NO_SUMMARY.search(text):
            yield f"{path.name}: no summary"
        if "No description available" in text or re.search(r">None [a-z_]+;", text):
            yield f"{path.name}: no description, or no type"
    if n_entries == 0:
        yield "no entry with a summary was found"


def missing_pages(pages, config):
    for name in listed_pages(config):
        page = pages.get(name)
        if page is None or page.n_headings != 1:
            yield f"{name}: no page, or not one title"


def main(generate, gi_docgen, gir, *args):
    config = Path(args[args.index("--config") + 1])
    check_args = args[:args.index("--content-dir")] if "--content-dir" in args else args
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        checked = run(gi_docgen, "check", "--quiet", *check_args, gir)
        generated = run(sys.executable, generate, str(folder), gi_docgen, *args, gir)
        pages = {path.name: Page(path) for path in sorted(folder.glob("*.html"))}
        cases = [
            ("everything-is-documented", checked),
            ("so-are-the-fields-of-records", list(undocumented_fields(gir))),
            ("is-made-without-a-warning", generated),
            ("has-its-pages", list(missing_pages(pages, config))),
            ("every-entry-says-something", list(silent_entries(folder))),
            ("links-lead-somewhere", list(dead_links(pages, folder, config)) if pages else ["no pages"]),
            ("nothing-is-left-over", list(left_overs(pages)) if pages else ["no pages"]),
        ]
    print(f"1..{len(cases)}")
    for number, (name, findings) in enumerate(cases, 1):
        for finding in findings[:100]:
            print(f"# {finding}")
        print(f"{'not ok' if findings else 'ok'} {number} {name}", flush=True)
    return any(findings for _, findings in cases)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
