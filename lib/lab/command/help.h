/* SPDX-License-Identifier: MIT */
/* The help of the program and of a command, out of their tables. */
#pragma once

#include "lab/command/command.h"

char *help_of_program (const Command *const *commands);
char *help_of_command (const Command *command);
