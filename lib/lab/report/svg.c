/* SPDX-License-Identifier: MIT */
#include "lab/report/svg.h"

#include <string.h>

void
tarn_lab_append_escaped (GString *xml, const char *text)
{
  static const struct
  {
    char character;
    const char *entity;
  } entities[] = {
    { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\'', "&#39;" }
  };

  for (const char *at = text; *at != '\0'; at++)
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (entities) && entities[i].character != *at)
        i++;
      if (i < G_N_ELEMENTS (entities))
        g_string_append (xml, entities[i].entity);
      else if ((guchar) *at >= 0x20 || *at == '\n') /* no other control character may stand there */
        g_string_append_c (xml, *at);
    }
}

void
tarn_lab_svg_begin (GString *xml, const char *class, const char *id, gint width, gint height,
                    const char *title, const char *description)
{
  g_string_append_printf (xml,
                          "<svg class=\"%s\" id=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\""
                          " aria-labelledby=\"%s-title %s-desc\">\n<title id=\"%s-title\">",
                          class, id, width, height, id, id, id);
  tarn_lab_append_escaped (xml, title);
  g_string_append_printf (xml, "</title>\n<desc id=\"%s-desc\">", id);
  tarn_lab_append_escaped (xml, description);
  g_string_append (xml, "</desc>\n");
}

void
tarn_lab_svg_end (GString *xml)
{
  g_string_append (xml, "</svg>\n");
}

void
tarn_lab_svg_line (GString *xml, const char *class, gint x1, gint y1, gint x2, gint y2)
{
  g_string_append_printf (xml, "<path class=\"%s\" d=\"M%d %dL%d %d\"/>\n", class, x1, y1, x2, y2);
}

void
tarn_lab_svg_rectangle (GString *xml, const char *class, gint x, gint y, gint width, gint height)
{
  g_string_append_printf (xml, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\">",
                          class, x, y, width, height);
}

void
tarn_lab_svg_circle (GString *xml, const char *class, gint x, gint y, gint radius)
{
  g_string_append_printf (xml, "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\">", class, x, y,
                          radius);
}

void
tarn_lab_svg_close (GString *xml, const char *element, const char *title)
{
  g_string_append (xml, "<title>");
  tarn_lab_append_escaped (xml, title);
  g_string_append_printf (xml, "</title></%s>\n", element);
}

void
tarn_lab_svg_text (GString *xml, const char *class, gint x, gint y, const char *anchor,
                   const char *text)
{
  g_string_append_printf (xml, "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">", class, x,
                          y, anchor);
  tarn_lab_append_escaped (xml, text);
  g_string_append (xml, "</text>\n");
}

gint
tarn_lab_svg_get_width (const char *text)
{
  return (gint) MIN (g_utf8_strlen (text, -1), 10000) * TARN_LAB_SVG_CHARACTER;
}

char *
tarn_lab_svg_shorten (const char *text, gint width)
{
  glong n_fit = MAX (width / TARN_LAB_SVG_CHARACTER, 0);

  if (g_utf8_strlen (text, -1) <= n_fit)
    return g_strdup (text);

  g_autofree char *begin = g_utf8_substring (text, 0, MAX (n_fit - 1, 0));
  return g_strconcat (begin, "…", NULL);
}
