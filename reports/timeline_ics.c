/*
 * What is still to come as a calendar (RFC 5545): an all-day event for each change after the day
 * asked for. The identifier of an event depends on what changes and when, so that a calendar that
 * is read again updates its events and does not double them; its stamp is the day asked for, not
 * the clock.
 */
#include <string.h>

#include "engine/base/utf8.h"
#include "reports/phrase.h"
#include "reports/run.h"
#include "reports/time_words.h"

enum { LINE_MOST = 75 }; /* octets of a line, without its end */

/* One content line, folded between characters. */
static void put_line(struct an_sink *sink, const char *text)
{
    size_t n = strlen(text), at = 0, room = LINE_MOST;
    while (n - at > room) {
        size_t cut = at + room;
        while (cut > at + 1 && ((unsigned char)text[cut] & 0xC0) == 0x80)
            cut--;
        an_put_n(sink, text + at, cut - at);
        an_put(sink, "\r\n ");
        at = cut;
        room = LINE_MOST - 1;
    }
    an_put_n(sink, text + at, n - at);
    an_put(sink, "\r\n");
}

static void put_escaped(struct an_sink *sink, const char *line)
{
    for (; *line; line++) {
        if (*line == '\\' || *line == ';' || *line == ',')
            an_put(sink, "\\");
        an_put_n(sink, line, 1);
    }
}

/* A value of type TEXT; its lines are told apart before what is unsafe is spelt out. */
static const char *escaped(struct an_arena *arena, const char *text)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    for (const char *at = text;; at++) {
        size_t n = strcspn(at, "\n");
        put_escaped(&out.sink, an_utf8_shown(arena, an_strndup(arena, at, n)));
        at += n;
        if (*at == '\0')
            return out.text;
        an_put(&out.sink, "\\n");
    }
}

/* YYYY-MM-DD without its lines. */
static const char *packed(struct an_arena *arena, const char *day)
{
    return an_strf(arena, "%.4s%.2s%.2s", day, day + 5, day + 8);
}

static const char *uid(struct an_arena *arena, const struct an_timeline *t,
                       const struct an_turn *turn)
{
    const struct an_lane *lane = &t->lanes[turn->lane];
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    if (t->of_product)
        an_putf(&out.sink, "%s/", t->id);
    an_putf(&out.sink, "%s/%s", lane->provision->id, turn->day);
    if (t->of_product)
        an_putf(&out.sink, "/%s", an_verdict_word(turn->told_after.verdict));
    else
        an_putf(&out.sink, "/%s", an_stage_word(turn->stage_after));
    for (uint32_t i = 0; i < lane->n_markets; i++)
        an_putf(&out.sink, "/%s", lane->markets[i]);
    for (uint32_t i = 0; i < lane->n_offers; i++)
        an_putf(&out.sink, "/%s", lane->offers[i]);
    an_put(&out.sink, "@antinomy");
    return out.text;
}

static void put_event(struct an_arena *arena, struct an_sink *sink, const struct an_timeline *t,
                      const struct an_turn *turn)
{
    const struct an_lane *lane = &t->lanes[turn->lane];
    const struct an_provision_info *p = lane->provision;
    const char *before = an_time_before(arena, t, turn);
    const char *where = an_time_where(arena, lane);
    put_line(sink, "BEGIN:VEVENT");
    put_line(sink, an_strf(arena, "UID:%s", uid(arena, t, turn)));
    put_line(sink, an_strf(arena, "DTSTAMP:%sT000000Z", packed(arena, t->as_of)));
    put_line(sink, an_strf(arena, "DTSTART;VALUE=DATE:%s", packed(arena, turn->day)));
    const char *summary =
        an_strf(arena, "%s, %s: %s", p->jurisdiction, p->title, an_time_turn(arena, t, turn));
    put_line(sink, an_strf(arena, "SUMMARY:%s", escaped(arena, summary)));
    const char *text =
        an_strf(arena, "%s (%s)%s%s%s%s%s%s", an_phrase_citation(arena, p), p->id,
                where ? "\nMarkets: " : "", where ? where : "", before ? "\nBefore: " : "",
                before ? before : "", turn->note ? "\n" : "", turn->note ? turn->note : "");
    put_line(sink, an_strf(arena, "DESCRIPTION:%s", escaped(arena, text)));
    put_line(sink, "TRANSP:TRANSPARENT");
    put_line(sink, "END:VEVENT");
}

static void write_calendar(struct an_arena *arena, struct an_sink *sink, const void *what)
{
    const struct an_timeline *t = what;
    put_line(sink, "BEGIN:VCALENDAR");
    put_line(sink, "VERSION:2.0");
    put_line(sink, an_strf(arena, "PRODID:-//Antinomy//antinomy %s//EN", t->version));
    for (uint32_t i = 0; i < t->n_turns; i++)
        if (strcmp(t->turns[i].day, t->as_of) > 0)
            put_event(arena, sink, t, &t->turns[i]);
    put_line(sink, "END:VCALENDAR");
}

enum an_status an_report_timeline_ics(struct an_sink *sink, const struct an_timeline *timeline)
{
    return an_report_run(sink, write_calendar, timeline);
}
