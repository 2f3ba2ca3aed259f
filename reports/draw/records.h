/*
 * The records between antinomy and antinomy-draw, written by reports/graph_records.c and read by
 * reports/draw/read.c. Not DOT text: no quoting, nothing to inject into.
 *
 *   stream  = "antinomy-graph 1\n" record*
 *   record  = kind (one byte) count (one byte) field*
 *   field   = length (four bytes, big-endian) bytes (UTF-8, no NUL)
 *
 *   'G' title subtitle note                                       once, first
 *   'C' title                                                     one per cluster, in order
 *   'N' title detail tooltip url role cluster faded               one per node, in order
 *   'E' from to label role                                        one per edge, in order
 *   '.'                                                           end
 *
 * Numbers are decimal text. Absent text is a field of length 0.
 */
#ifndef AN_REPORTS_DRAW_RECORDS_H
#define AN_REPORTS_DRAW_RECORDS_H

#define AN_RECORDS_MAGIC     "antinomy-graph 1\n"
#define AN_RECORDS_MAX_FIELD 65536u
#define AN_RECORDS_MAX_ITEMS 20000u

#endif
