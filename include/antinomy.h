/*
 * Antinomy: a rules engine that compares the law of countries and checks products against it. This
 * header brings in the whole library; each part can be included alone.
 */
#ifndef ANTINOMY_H
#define ANTINOMY_H

#include "antinomy/check.h"
#include "antinomy/compare.h"
#include "antinomy/diag.h"
#include "antinomy/diff.h"
#include "antinomy/graph.h"
#include "antinomy/language.h"
#include "antinomy/lint.h"
#include "antinomy/policy.h"
#include "antinomy/profile.h"
#include "antinomy/report.h"
#include "antinomy/sink.h"
#include "antinomy/status.h"
#include "antinomy/timeline.h"
#include "antinomy/workspace.h"

#endif
