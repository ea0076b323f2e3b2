#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes what gi-docgen reads, out of what people read in an editor.

usage: prepare.py --gir GIR --include FOLDER --output FOLDER [--tables PROGRAM] [--known GIR...]
                  [--page PAGE...] [--beside FOLDER PAGE]...

Headers and pages name things plainly: tarn_engine_step(), %TARN_ERROR_BUSY, #TarnEngine, tarn-clock.h.
Here these names become links; one that does not exist is an error. Written into the folder are the GIR
and each page, under their own names.

A page is Markdown that begins with its title. A line `<!-- chapter: tarn-clock.h -->` stands for the
comment that this header begins with, so that nothing needs to be said twice; elsewhere the header's
name leads to this page. A line `<!-- table: NAME -->` stands for what PROGRAM prints when asked for it.

KNOWN are the libraries that this one builds upon. A page beside is one of another reference, which is made
into that folder.
"""

import argparse
import re
import subprocess
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

CORE = "http://www.gtk.org/introspection/core/1.0"
C = "http://www.gtk.org/introspection/c/1.0"
GLIB = "http://www.gtk.org/introspection/glib/1.0"
IDENTIFIER = f"{{{C}}}identifier"
CHAPTER = re.compile(r"^<!-- chapter: (\S+) -->$", re.M)
TABLE = re.compile(r"^<!-- table: (\S+) -->$", re.M)
TYPES = {
    "alias": "alias", "bitfield": "flags", "callback": "callback", "class": "class",
    "enumeration": "enum", "interface": "iface", "record": "struct", "union": "struct",
}
# What is code already, and the names; all else of a text is left as it is.
NAME = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|(?P<link>\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])|\[\w+@[^\]\n]+\])"
    r"|<(?P<include>tarn[\w/.-]*\.h)>"
    r"|(?P<function>\btarn_\w+)\(\)"
    r"|%(?P<constant>TARN_\w+)"
    r"|#(?P<type>Tarn\w+)(?:::(?P<signal>[\w-]+))?"
    r"|(?P<header>\btarn(?:-[a-z]+)+\.h\b)")


class Unknown(Exception):
    pass


def local(element):
    return element.tag.rpartition("}")[2]


class Names:
    """What each name is a link to, as gi-docgen writes links."""

    def __init__(self):
        self.links = {}
        self.pages = {}
        self.chapters = {}

    def add_gir(self, root, is_own):
        namespace = root.find(f"{{{CORE}}}namespace")
        name = namespace.get("name")
        for element in namespace:
            # To a macro gi-docgen writes no links, and ours lead nowhere from another reference.
            if is_own or local(element) != "function-macro":
                self.add(element, name)
            for child in element:
                self.add_child(element, child, name)

    def add_page(self, page, folder=""):
        address = folder + page.name.replace(".md", ".html")
        self.pages[page.name] = address
        for header in CHAPTER.findall(page.read_text(encoding="utf-8")):
            self.chapters[header] = address

    def add(self, element, namespace):
        kind, name = local(element), element.get("name")
        if kind in TYPES:
            # One that has an error domain is told among these.
            kind = "error" if element.get(f"{{{GLIB}}}error-domain") else TYPES[kind]
            self.links[element.get(f"{{{C}}}type")] = f"[{kind}@{namespace}.{name}]"
        elif kind == "function" and element.get("moved-to") is None:
            self.links[element.get(IDENTIFIER)] = f"[func@{namespace}.{name}]"
        elif kind == "function-macro":
            identifier = element.get(IDENTIFIER)
            self.links[identifier] = f'<a href="func.{name}.html"><code>{identifier}()</code></a>'
        elif kind == "constant":
            self.links[element.get(f"{{{C}}}type")] = f"[const@{namespace}.{name}]"

    def add_child(self, element, child, namespace):
        owner = f"{namespace}.{element.get('name')}"
        kind, name, identifier = local(child), child.get("name"), child.get(IDENTIFIER)
        if kind in ("constructor", "method", "function"):
            kind = {"constructor": "ctor", "method": "method", "function": "func"}[kind]
            self.links[identifier] = f"[{kind}@{owner}.{name}]"
            if name == "quark":
                self.add_domain(element, identifier)
        elif kind == "member":
            link = self.links[element.get(f"{{{C}}}type")]
            self.links[identifier] = f"<code>[{identifier}]{link}</code>"
        elif kind == "signal":
            self.links[f"{element.get(f'{{{C}}}type')}::{name}"] = f"[signal@{owner}::{name}]"

    def add_domain(self, element, quark):
        """The domain itself is a macro that calls a function, which GIR knows nothing of."""
        domain = quark[:-len("_quark")].upper()
        link = self.links[element.get(f"{{{C}}}type")]
        self.links[domain] = f"<code>[{domain}]{link}</code>"

    def find(self, name):
        if name not in self.links:
            raise Unknown(f"there is no {name}")
        return self.links[name]

    def shape_link(self, link):
        """A link to another page leads to what is made of it, one out of the reference nowhere."""
        match = re.fullmatch(r"\[(.*)\]\((?![a-z]+:)([^#)]+)(#.*)?\)", link)
        if match is None:
            return link
        if match[2] not in self.pages:
            return match[1]
        return f"[{match[1]}]({self.pages[match[2]]}{match[3] or ''})"

    def link_code(self, code):
        """A name alone between backticks is one like any other."""
        name = re.fullmatch(r"(tarn_\w+) ?\(\)|(TARN_[A-Z0-9_]+|Tarn\w+)", code)
        name = name and (name[1] or name[2])
        if name and name.startswith("tarn_"):
            return self.find(name)
        return self.links.get(name, f"`{code}`")

    def link_name(self, match):
        if match["code"]:
            return self.link_code(match["code"])
        if match["link"]:
            return self.shape_link(match["link"])
        if match["include"]:
            return f"`<{match['include']}>`"
        if match["function"]:
            return self.find(match["function"])
        if match["constant"]:
            return self.find(match["constant"])
        if match["type"]:
            signal = f"::{match['signal']}" if match["signal"] else ""
            return self.find(match["type"] + signal)
        page = self.chapters.get(match["header"])
        return f"[{match['header']}]({page})" if page else f"`{match['header']}`"

    def link(self, text):
        """Links the names in a text, but not in its blocks of code."""
        parts = re.split(r"^(```.*?^```|\s*\|\[.*?^\s*\]\|)$", text, flags=re.M | re.S)
        return "".join(part if number % 2 else NAME.sub(self.link_name, part)
                       for number, part in enumerate(parts))


def find_doc(element):
    return None if element is None else element.find(f"{{{CORE}}}doc")


def describe(element, doc, text):
    own = xml.Element(doc.tag, doc.attrib)
    own.text = text
    element.insert(0, own)


def describe_by_result(element):
    """What only returns something is described by what it returns: the header says so once."""
    own, doc = find_doc(element), find_doc(element.find(f"{{{CORE}}}return-value"))
    if doc is None or own is not None and not own.text.startswith("Errors"):
        return
    result = doc.text.split("\n\n")[0]
    result = re.sub(r", or\s+%NULL with (?:@error set|an error)$", "", result)
    if own is None:
        describe(element, doc, f"Returns {result}.")
    else:
        own.text = f"Returns {result}.\n\n{own.text}"


def describe_virtual_functions(namespace):
    """The scanner keeps the comments inside of an interface's structure for its methods only."""
    for interface in namespace.iter(f"{{{CORE}}}interface"):
        record = namespace.find(f"{{{CORE}}}record[@name='{interface.get(f'{{{GLIB}}}type-struct')}']")
        for method in interface.iter(f"{{{CORE}}}virtual-method"):
            field = record.find(f"{{{CORE}}}field[@name='{method.get('name')}']")
            doc = find_doc(method)
            if doc is not None and find_doc(field) is None:
                describe(field, doc, doc.text.split("\n\n")[0])


def drop_class_structures(namespace):
    """No class can derive from a final class, so its structure is of no use."""
    for element in namespace.findall(f"{{{CORE}}}class[@final='1']"):
        name = element.attrib.pop(f"{{{GLIB}}}type-struct", None)
        for record in namespace.findall(f"{{{CORE}}}record[@name='{name}']"):
            namespace.remove(record)


def name_arrays(namespace):
    """A fixed array in a record has no C type of its own, so this function gives it one."""
    for array in namespace.iterfind(f".//{{{CORE}}}field/{{{CORE}}}array[@fixed-size]"):
        item = array.find(f"{{{CORE}}}type").get(f"{{{C}}}type")
        array.set(f"{{{C}}}type", f"{item}[{array.get('fixed-size')}]")


def name_functions(namespace):
    """Functions on values of an enumeration that GObject does not know are on another page."""
    functions = [element.get(IDENTIFIER) for element in namespace.findall(f"{{{CORE}}}function")
                 if element.get("moved-to") is None]
    for element in namespace.findall(f"{{{CORE}}}enumeration"):
        prefix = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", element.get(f"{{{C}}}type")).lower()
        own = [f"{function}()" for function in functions if function.startswith(f"{prefix}_")]
        doc = find_doc(element)
        if own and doc is not None:
            doc.text += f"\n\nSee {' and '.join(own)}."


def keep_first_word(text):
    """A word and a colon at the beginning would be taken for metadata of the text, and dropped."""
    return re.sub(r"\A(\w+):", r"\1&#58;", text)


def write_gir(tree, names, path):
    namespace = tree.find(f"{{{CORE}}}namespace")
    describe_virtual_functions(namespace)
    drop_class_structures(namespace)
    name_arrays(namespace)
    name_functions(namespace)
    for element in tree.iter():
        if local(element) in ("constructor", "method", "function", "callback"):
            describe_by_result(element)
    for doc in tree.iter(f"{{{CORE}}}doc"):
        try:
            doc.text = keep_first_word(names.link(doc.text))
        except Unknown as problem:
            sys.exit(f"{doc.get('filename')}:{doc.get('line')}: {problem}")
    for prefix, uri in (("", CORE), ("c", C), ("glib", GLIB)):
        xml.register_namespace(prefix, uri)
    tree.write(path, encoding="utf-8", xml_declaration=True)


def shape_paragraph(text):
    """A block of a chapter, as Markdown."""
    lines = text.split("\n")
    functions = [re.fullmatch(r"  (tarn_\w+\(\)) +(.*)", line) for line in lines]
    if all(functions):
        rows = [f"| {row[1]} | {row[2]} |" for row in functions]
        return "\n".join(["| function | how far |", "|---|---|", *rows])
    heading = re.fullmatch(r"(.+)\n=+", text)
    if heading:
        return f"## {heading[1]}"
    heading = re.match(r"([A-Z][a-z]+(?: [a-z]+)?)\. (?=\S)", text)
    if heading:
        return f"## {heading[1]}\n\n{text[heading.end():]}"
    heading = re.fullmatch(r"(Wh.*):", text)
    return f"## {heading[1]}" if heading else text


def read_chapter(folder, header):
    path = next(Path(folder).rglob(header), None)
    if path is None:
        raise Unknown(f"there is no header {header}")
    comment = re.match(r"/\* SPDX[^\n]*\n/\*\n(.*?)\n \*/", path.read_text(encoding="utf-8"), re.S)
    if not comment:
        raise Unknown(f"{header} does not begin with a chapter")
    text = re.sub(r"^ \* ?", "", comment[1], flags=re.M)
    parts = re.split(r"^(\|\[\n.*?\n\]\|)$", text, flags=re.M | re.S)
    shaped = []
    for number, part in enumerate(parts):
        if number % 2:
            shaped.append("```" + part[2:-2] + "```")
        else:
            shaped += map(shape_paragraph, re.split(r"\n\n+", part.strip("\n")))
    return "\n\n".join(shaped)


def write_page(page, names, options):
    text = page.read_text(encoding="utf-8")
    try:
        text = CHAPTER.sub(lambda match: read_chapter(options.include, match[1]), text)
        text = TABLE.sub(
            lambda match: subprocess.run([options.tables, match[1]], capture_output=True, text=True,
                                         check=True).stdout.rstrip("\n"), text)
        title = re.match(r"# (.*)\n", text)
        text = f"Title: {title[1]}\n\n{names.link(text)}"
    except Unknown as problem:
        sys.exit(f"{page}: {problem}")
    (Path(options.output) / page.name).write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gir", type=Path, required=True)
    parser.add_argument("--include", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--tables")
    parser.add_argument("--known", action="append", default=[])
    parser.add_argument("--page", action="append", type=Path, default=[])
    parser.add_argument("--beside", action="append", nargs=2, default=[])
    options = parser.parse_args()

    names = Names()
    for known in options.known:
        names.add_gir(xml.parse(known).getroot(), is_own=False)
    tree = xml.parse(options.gir)
    names.add_gir(tree.getroot(), is_own=True)
    for folder, page in options.beside:
        names.add_page(Path(page), f"{folder}/")
    for page in options.page:
        names.add_page(page)
    write_gir(tree, names, Path(options.output) / options.gir.name)
    for page in options.page:
        write_page(page, names, options)


if __name__ == "__main__":
    main()
