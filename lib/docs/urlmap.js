// SPDX-License-Identifier: MIT

// Where the references of the libraries are that this one builds upon.
baseURLs = [
  [ 'GLib', 'https://docs.gtk.org/glib/' ],
  [ 'GObject', 'https://docs.gtk.org/gobject/' ],
  [ 'Gio', 'https://docs.gtk.org/gio/' ],
  [ 'Tarn', '../tarn-1/' ],
]
