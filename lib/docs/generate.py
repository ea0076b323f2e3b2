#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Has gi-docgen make a reference: generate.py FOLDER GI-DOCGEN [ARG...].

The folder is made anew, so that nothing stays of what is gone. The first page has rows for addresses even
where there are none; they are left out.
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
if status == 0:
    index = Path(folder) / "index.html"
    text = index.read_text(encoding="utf-8")
    text = re.sub(r'\s*<tr><td><em>\w+</em></td><td><a href="" [^>]*></a></td></tr>', "", text)
    index.write_text(text, encoding="utf-8")
sys.exit(status)
