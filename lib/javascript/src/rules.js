// SPDX-License-Identifier: MIT
//
// This part of Lake is about access, faults and options.

'use strict';

const { library } = require('./library.js');

/** Writes a value as a fault plan wants it. */
function toRule(value) {
  if (value instanceof Date) return value.getTime() * 1000;
  return Array.isArray(value) ? value.join(',') : value;
}

const toKey = (name) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll('_', '-');

class Rules {
  // --- Who may do what -----------------------------------------------------------------------------

  describePrincipal({ accountId, arn } = {}) {
    const parts = arn?.split(':') ?? [];
    const principal = library.principal_new(accountId ?? (parts.length > 5 ? parts[4] : this.accountId), arn);
    const described = library.principal_get_arn(principal);
    library.principal_unref(principal);
    return described;
  }

  grant(principal, action, resource) {
    return this._call(() => library.engine_grant(this._engine, principal, action, resource));
  }

  deny(principal, action, resource) {
    return this._call(() => library.engine_deny(this._engine, principal, action, resource));
  }

  revoke(statement) {
    return this._call(() => library.engine_revoke(this._engine, statement));
  }

  // --- What goes wrong, and options ----------------------------------------------------------------

  faults(rules) {
    this._call(() => library.fault_plan_add_from_data(this._plan, rules, -1, 'faults'));
  }

  fault(name, { do: what, ...keys }) {
    const lines = Object.entries(keys).map(([key, value]) => `${toKey(key)}=${toRule(value)}`);
    this.faults([`[${name}]`, `do=${what}`, ...lines, ''].join('\n'));
  }

  addChaos(ratePpm) {
    this._call(() => library.fault_plan_add_chaos(this._plan, ratePpm));
  }

  unappliedFaults() {
    return this._call(() => library.fault_plan_list_unapplied(this._plan));
  }

  faultCounts() {
    return this._call(() => {
      const counts = {};
      for (let index = 0; index < library.fault_plan_get_n_rules(this._plan); index++) {
        const name = library.fault_plan_get_rule_name(this._plan, index);
        counts[name] = {
          matched: Number(library.fault_plan_get_n_matched(this._plan, name)),
          applied: Number(library.fault_plan_get_n_applied(this._plan, name)),
        };
      }
      return counts;
    });
  }

  setOption(name, value) {
    this._call(() => library.engine_set_option(this._engine, name, value));
  }

  getOption(name) {
    return this._call(() => {
      const value = [0];
      library.engine_get_option(this._engine, name, value);
      return Number(value[0]);
    });
  }

  options() {
    return this._call(() => {
      const found = {};
      for (const name of ['glue', 'datazone']) {
        const service = library.engine_get_service(this._engine, name);
        for (const option of library.service_list_options(service)) {
          const [byDefault, minimum, maximum] = [[0], [0], [0]];
          const text = library.service_describe_option(service, option, byDefault, minimum, maximum);
          found[option] = {
            name: option, default: Number(byDefault[0]), minimum: Number(minimum[0]), maximum: Number(maximum[0]), text,
          };
        }
      }
      return found;
    });
  }
}

module.exports = { Rules };
