# SPDX-License-Identifier: MIT
"""Objects of the library's own kind whose functions are in Python, for what the library wants an object of.

The library takes a policy or a cost model as a GObject with an interface: a table of functions. A class of such
objects is made here without a compiler, and each object stands for one of Python.
"""

import _thread
import ctypes
from collections import deque

from ._library import Error, library

INTERFACE_INIT = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)
WEAK_NOTIFY = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)
#: The type of all objects: G_TYPE_OBJECT.
OBJECT = 20 << 2
#: What a table of functions begins with: its own type, and that of the object.
HEAD = 2 * ctypes.sizeof(ctypes.c_size_t)


class TypeQuery(ctypes.Structure):
    _fields_ = [("type", ctypes.c_size_t), ("name", ctypes.c_char_p), ("class_size", ctypes.c_uint),
                ("instance_size", ctypes.c_uint)]


class InterfaceInfo(ctypes.Structure):
    _fields_ = [("init", INTERFACE_INIT), ("finalize", ctypes.c_void_p), ("data", ctypes.c_void_p)]


#: The objects of Python by the addresses of those that stand for them.
objects = {}
forget = WEAK_NOTIFY(lambda _data, address: objects.pop(address, None) and None)
#: What the library may call as long as the process lives, even if this module is imported anew.
kept = [forget]
ctypes.pythonapi.Py_IncRef(ctypes.py_object(kept))


def make_class(interface, functions):
    """Makes a class of objects with an interface, whose type is given. The functions are callbacks of ctypes in the
    order of the table; None for one that the class has not. Returns the type of the class."""

    def init(table, _data):
        for index, function in enumerate(functions):
            if function is not None:
                place = table + HEAD + index * ctypes.sizeof(ctypes.c_void_p)
                ctypes.c_void_p.from_address(place).value = ctypes.cast(function, ctypes.c_void_p).value

    info = InterfaceInfo(INTERFACE_INIT(init), None, None)
    query = TypeQuery()
    library.g_type_query(OBJECT, ctypes.byref(query))
    # Another copy of this module in the process may have made classes before. Their names differ by an address.
    name = f"TarnPython{ctypes.addressof(info):x}".encode()
    made = library.g_type_register_static_simple(OBJECT, name, query.class_size, None, query.instance_size, None, 0)
    library.g_type_add_interface_static(made, interface, ctypes.addressof(info))
    kept.append((info, functions))
    return made


def make_object(made_class, thing):
    """Makes an object that stands for a thing of Python, and keeps it as long as the library has it."""
    address = library.g_object_new_with_properties(made_class, 0, None, None)
    objects[address] = thing
    library.g_object_weak_ref(address, ctypes.cast(forget, ctypes.c_void_p), None)
    return address


class Raised:
    """What functions of a user have raised inside of the library, until the call that runs them has failed.

    An exception cannot pass through the library. It ends there as an error, which may come up in another thread.
    """

    def __init__(self):
        self.entries = deque(maxlen=100)
        self.count = 0

    def add(self, exception):
        """Keeps an exception, and returns the message of the error that takes its place in the library."""
        self.count += 1
        self.entries.append((self.count, _thread.get_ident(), exception))
        return describe(exception)

    def take(self, error, since):
        """Returns the exception behind an error, of those that were raised since there were so many."""
        entries = [entry for entry in self.entries if entry[0] > since]
        told = [entry for entry in entries if describe(entry[2]) in str(error)]
        mine = [entry for entry in entries if entry[1] == _thread.get_ident()]
        for entry in (told or mine or entries)[:1]:
            self.entries.remove(entry)
            return entry[2]
        return None

    def call(self, function, *values):
        """Calls a function of the library that runs those of a user. If one of them has raised, so does this."""
        since = self.count
        try:
            return function(*values)
        except Error as error:
            found = self.take(error, since)
            if found is None:
                raise
            if hasattr(found, "add_note"):
                found.add_note(str(error))
            raise found from None


def describe(exception):
    return f"{type(exception).__name__}: {exception}"
