/* SPDX-License-Identifier: MIT */
/*
 * Random draws for your own code: a scheduling policy, a cost model, or a program that makes commits and runs
 * arrive. A draw is a function. It depends on the engine's seed and replication, on the name and the purpose of
 * a stream, and on the place and the index that you ask for. So a draw changes nothing, draws may come in any
 * order, and if you add a stream or ask for one more place, no other draw changes. A fork and a restored engine
 * make the same draws as the original.
 *
 * A stream is what has draws: its name is for example that of a table, and its purpose is what is drawn, such
 * as `arrival` or `bytes`. Tarn's own draws have other keys, so no name and no purpose can meet them. The place
 * counts what happens in the stream, for example the commits of the table. If you need several draws at one
 * place, count them with the index. Two draws at one place with one index use the same random bits, even if
 * they have different distributions: they are not independent.
 *
 * All functions compute with integers, so every machine draws the same numbers. Amounts are in any unit that
 * you like, such as microseconds or bytes. Results are rounded to the nearest integer, and a result that is
 * too great for its type is the greatest number of the type. Uniform draws, chances, positions and values have
 * exactly the probabilities that are asked for, as far as the generator, Philox4x32-10, is random. The
 * other distributions have the precision that their functions name.
 *
 * A stream never changes, and neither does an alias table. So any number of threads may draw from them at the
 * same time. No draw allocates memory.
 */
#pragma once

#include <tarn/tarn-types.h>

G_BEGIN_DECLS

/* --- Alias tables ----------------------------------------------------------------------------- */

/**
 * TARN_ALIAS_TABLE_LENGTH_MAX:
 *
 * The greatest number of weights of an alias table.
 *
 * Since: 1.0
 */
#define TARN_ALIAS_TABLE_LENGTH_MAX 65536

#define TARN_TYPE_ALIAS_TABLE (tarn_alias_table_get_type ())

/**
 * TarnAliasTable:
 *
 * A distribution on some positions, with a weight for each. A draw takes the same short time however many
 * positions there are. The probability of a position is exactly its weight, divided by the sum of the weights.
 *
 * Since: 1.0
 */
typedef struct _TarnAliasTable TarnAliasTable;

TARN_AVAILABLE_IN_1_0
GType tarn_alias_table_get_type (void) G_GNUC_CONST;

/**
 * tarn_alias_table_new:
 * @weights: (array length=n_weights): the weight of each position, of which at least one is above 0
 * @n_weights: how many positions there are, from 1 to %TARN_ALIAS_TABLE_LENGTH_MAX
 *
 * Makes a table for tarn_random_stream_draw_position(). Its values are its positions, which are counted from 0.
 * A length that is too great, and weights of which none is above 0, are programmer errors.
 *
 * Returns: (transfer full): a table
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnAliasTable *tarn_alias_table_new (const guint32 *weights,
                                      guint n_weights) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_alias_table_new_with_values:
 * @values: (array length=n_weights): the value of each position, in any order
 * @weights: (array length=n_weights): the weight of each position, of which at least one is above 0
 * @n_weights: how many positions there are, from 1 to %TARN_ALIAS_TABLE_LENGTH_MAX
 *
 * Makes a table for tarn_random_stream_draw_value(), for example of values that were measured and of how often
 * each was seen. The table has copies of both arrays. The programmer errors are those of
 * tarn_alias_table_new().
 *
 * Returns: (transfer full): a table
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnAliasTable *tarn_alias_table_new_with_values (const gint64 *values, const guint32 *weights,
                                                  guint n_weights) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_alias_table_ref:
 * @self: an alias table
 *
 * Adds a reference. This function may be called in any thread.
 *
 * Returns: (transfer full): the table
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnAliasTable *tarn_alias_table_ref (TarnAliasTable *self);

/**
 * tarn_alias_table_unref:
 * @self: (transfer full): an alias table
 *
 * Drops a reference. The last one frees the table. This function may be called in any thread.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_alias_table_unref (TarnAliasTable *self);

/**
 * tarn_alias_table_get_length:
 * @self: an alias table
 *
 * Returns: how many positions the table has
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_alias_table_get_length (const TarnAliasTable *self);

/**
 * tarn_alias_table_get_value:
 * @self: an alias table
 * @position: a position, less than the table's length; any other is a programmer error
 *
 * Returns: the value of the position, which is the position itself in a table that was made without values
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_alias_table_get_value (const TarnAliasTable *self, guint position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAliasTable, tarn_alias_table_unref)

/* --- Streams ---------------------------------------------------------------------------------- */

#define TARN_TYPE_RANDOM_STREAM (tarn_random_stream_get_type ())

/**
 * TarnRandomStream:
 *
 * Random draws for one name and one purpose, see tarn_engine_create_random_stream(). A stream does not need
 * its engine any more.
 *
 * Since: 1.0
 */
typedef struct _TarnRandomStream TarnRandomStream;

TARN_AVAILABLE_IN_1_0
GType tarn_random_stream_get_type (void) G_GNUC_CONST;

/**
 * tarn_engine_create_random_stream:
 * @self: an engine
 * @name: the name of what has the draws, any text
 * @purpose: what the draws are for, any text
 *
 * Makes a stream. Two streams of one name and one purpose, from two engines of the same seed and replication,
 * make the same draws. If the name, the purpose, the seed or the replication differs, the draws have nothing
 * in common. The function reads nothing else of the engine and changes nothing, so it may be called in any
 * thread and inside of any callback.
 *
 * Returns: (transfer full): a stream
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRandomStream *tarn_engine_create_random_stream (TarnEngine *self, const char *name,
                                                    const char *purpose) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_random_stream_copy:
 * @self: a stream
 *
 * Returns: (transfer full): a copy, which makes the same draws
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
TarnRandomStream *tarn_random_stream_copy (const TarnRandomStream *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * tarn_random_stream_free:
 * @self: (transfer full): a stream
 *
 * Frees the stream.
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
void tarn_random_stream_free (TarnRandomStream *self);

/* --- Draws ------------------------------------------------------------------------------------ */

/**
 * tarn_random_stream_draw_uniform:
 * @self: a stream
 * @place: the place of the draw
 * @index: which draw at this place
 * @below: the bound; 0 is a programmer error
 *
 * Draws each number from 0 to @below - 1 with the same probability, without any bias.
 *
 * Returns: a number less than @below
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint64 tarn_random_stream_draw_uniform (const TarnRandomStream *self, guint64 place, guint index,
                                         guint64 below);

/**
 * tarn_random_stream_draw_chance:
 * @self: a stream
 * @place: the place of the draw
 * @index: which draw at this place
 * @ppm: in how many of a million cases to return %TRUE; more than 1000000 is a programmer error
 *
 * A draw that gives %TRUE also gives %TRUE at each greater @ppm.
 *
 * Returns: %TRUE with exactly the given probability
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gboolean tarn_random_stream_draw_chance (const TarnRandomStream *self, guint64 place, guint index,
                                         guint ppm);

/**
 * tarn_random_stream_draw_exponential:
 * @self: a stream
 * @place: the place of the draw
 * @index: which draw at this place
 * @mean: the mean; a negative one is a programmer error
 *
 * Draws from the exponential distribution, for example the time until the next of many independent arrivals.
 * Before it is rounded, the result differs from that of exact arithmetic by less than @mean / 2^55. The
 * greatest draw is 88.8 times the mean.
 *
 * Returns: a number from 0 to %G_MAXINT64
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_random_stream_draw_exponential (const TarnRandomStream *self, guint64 place,
                                            guint index, gint64 mean);

/**
 * tarn_random_stream_draw_normal:
 * @self: a stream
 * @place: the place of the draw
 * @index: which draw at this place
 * @mean: the mean
 * @deviation: the standard deviation; a negative one is a programmer error
 *
 * Draws from the normal distribution. The result may be negative, even if the mean is not. Before it is
 * rounded, it differs from that of exact arithmetic by less than @deviation / 2^40, and in one of 2^26 draws by
 * less than @deviation / 2^26. No draw is 14 deviations away from the mean.
 *
 * Returns: a number from %G_MININT64 to %G_MAXINT64
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_random_stream_draw_normal (const TarnRandomStream *self, guint64 place, guint index,
                                       gint64 mean, gint64 deviation);

/**
 * TARN_LOG_NORMAL_DEVIATION_MAX:
 *
 * The greatest geometric deviation of tarn_random_stream_draw_log_normal(), in thousandths.
 *
 * Since: 1.0
 */
#define TARN_LOG_NORMAL_DEVIATION_MAX 10000

/**
 * tarn_random_stream_draw_log_normal:
 * @self: a stream
 * @place: the place of the draw
 * @index: which draw at this place
 * @mean: the mean of the results; a negative one is a programmer error
 * @deviation_permille: the geometric standard deviation in thousandths, from 1000 to
 *   %TARN_LOG_NORMAL_DEVIATION_MAX; any other is a programmer error
 *
 * Draws from the lognormal distribution, for example how long a job takes. At 1500, about two thirds of the
 * results are between the median divided by 1.5 and the median times 1.5. The mean stays @mean, whatever the
 * deviation is. At 1000 each result is @mean. Before it is rounded, the result differs from that of exact arithmetic by
 * less than one part in 2^38, and in one of 2^26 draws by less than one part in 2^24.
 *
 * Returns: a number from 0 to %G_MAXINT64
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_random_stream_draw_log_normal (const TarnRandomStream *self, guint64 place, guint index,
                                           gint64 mean, guint deviation_permille);

/**
 * TARN_PARETO_SHAPE_MAX:
 *
 * The greatest shape of tarn_random_stream_draw_pareto(), in thousandths.
 *
 * Since: 1.0
 */
#define TARN_PARETO_SHAPE_MAX 1000000

/**
 * tarn_random_stream_draw_pareto:
 * @self: a stream
 * @place: the place of the draw
 * @index: which draw at this place
 * @minimum: the least result; a negative one is a programmer error
 * @shape_permille: the shape in thousandths, from 1 to %TARN_PARETO_SHAPE_MAX; any other is a programmer error
 *
 * Draws from the Pareto distribution, for example sizes of which few are very great. With the shape a, a result
 * is above x with the probability (@minimum / x)^a. The mean is @minimum * a / (a - 1) if a is above 1, and
 * infinite otherwise. Before it is rounded, the result differs from that of exact arithmetic by less than one
 * part in 2^50 if the shape is 1000 or more. A lower shape multiplies this error as it multiplies the
 * logarithm of the result.
 *
 * Returns: a number from @minimum to %G_MAXINT64
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_random_stream_draw_pareto (const TarnRandomStream *self, guint64 place, guint index,
                                       gint64 minimum, guint shape_permille);

/**
 * tarn_random_stream_draw_position:
 * @self: a stream
 * @place: the place of the draw
 * @index: which draw at this place
 * @table: an alias table
 *
 * Draws one of the positions of the table. A position of weight 0 is never drawn.
 *
 * Returns: a position, less than the table's length
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
guint tarn_random_stream_draw_position (const TarnRandomStream *self, guint64 place, guint index,
                                        const TarnAliasTable *table);

/**
 * tarn_random_stream_draw_value:
 * @self: a stream
 * @place: the place of the draw
 * @index: which draw at this place
 * @table: an alias table
 *
 * Draws one of the values of the table: that of the position which tarn_random_stream_draw_position() draws
 * there.
 *
 * Returns: a value of the table
 *
 * Since: 1.0
 */
TARN_AVAILABLE_IN_1_0
gint64 tarn_random_stream_draw_value (const TarnRandomStream *self, guint64 place, guint index,
                                      const TarnAliasTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnRandomStream, tarn_random_stream_free)

G_END_DECLS
