package rules

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/heelwise/heelwise/rules/fact"
)

// A schema is a part of a JSON Schema.
type schema map[string]any

// Schema returns a JSON Schema (draft 2020-12) of the files of packs and layers that are laid over p, so that an editor
// completes and checks them as they are typed. It knows p's words with their values, its totals and bands, and its ids.
// What only the whole pack can tell, as units that do not fit or a total that passes its max, it leaves to [Load].
func (p *Pack[T]) Schema() []byte {
	texts := schema{"type": "string"}
	expression, condition, rule := ref("amount"), ref("condition"), ref("rule")
	defs := schema{
		"amount": schema{"type": []string{"string", "number"}, "pattern": p.expressionPattern(), "examples": p.amountExamples(),
			"description": "A number or an expression of the rule language, as 20 or curve(shoe.rise, 16*mm,0, 50*mm,8)."},
		"condition": schema{"type": "string", "pattern": p.expressionPattern(), "examples": p.conditionExamples(),
			"description": "A condition of the rule language, as shoe.heel_height > 2*inch and not shoe.rocker."},
		"rule": p.ruleSchema(condition, expression, texts),
	}
	bands := p.bandNames()
	return writtenSchema("Files of a pack of rules, and of a layer over "+p.identity.Name, defs, schema{
		"over":    schema{"type": "string", "description": "Of a layer, in pack.yaml: the pack or layer that it lies over.", "examples": p.packNames()},
		"name":    schema{"type": "string", "description": "In pack.yaml: what the pack or layer is called."},
		"version": schema{"type": "string", "pattern": plainVersion.String(), "description": "In pack.yaml: three numbers, as 1.0.0. A changed score is a new version."},
		"totals": schema{"type": "object", "description": "In pack.yaml of a pack: what rules add up to, points first.", "propertyNames": schema{"pattern": plainName.String()},
			"additionalProperties": schema{"oneOf": []schema{
				{"type": "object", "additionalProperties": false, "required": []string{"max"}, "properties": schema{
					"combine": schema{"enum": []string{"sum", "product"}},
					"max":     schema{"type": "number", "exclusiveMinimum": 0, "description": "The greatest value that the rules of this total may reach."}}},
				levelsSchema(),
			}}},
		"score": schema{"type": []string{"string", "number"}, "description": "In pack.yaml of a pack: how the totals become the score, which must rise with each."},
		"bands": schema{"type": "object", "description": "In pack.yaml: bands and their lower edges, from 0 upwards. A layer moves edges of: " + list(bands) + ".",
			"additionalProperties": schema{"type": "number", "minimum": 0}},
		"define": schema{"type": "object", "description": "Names for what several rules need.",
			"propertyNames": schema{"pattern": plainName.String()}, "additionalProperties": expression},
		"rules":   schema{"type": "array", "items": rule, "description": "The rules."},
		"replace": schema{"type": "array", "items": rule, "description": "Of a layer: rules that stand in the place of those below, by id."},
		"disable": schema{"description": "Of a layer: the ids of rules below that do not count.", "anyOf": oneOrMore(idsOf(p.ruleIDs()))},
		"extend":  schema{"type": "object", "description": "Words that the pack adds.", "propertyNames": schema{"pattern": plainWord.String()}, "additionalProperties": wordSchema()},
		"assume":  schema{"type": "object", "description": "What words are taken to be while nobody states them.", "properties": p.assumeSchemas(condition, expression), "propertyNames": p.wordNames()},
		"sources": schema{"type": "object", "description": "What rules rest on, by id.", "additionalProperties": schema{"type": "object", "required": []string{"citation"}, "additionalProperties": false,
			"properties": schema{"citation": texts, "year": schema{"type": "integer", "minimum": 1800, "maximum": 2200}, "design": texts, "outcome": texts,
				"link": texts, "read": schema{"type": "string", "pattern": plainMonth.String(), "description": "When somebody read it, as 2026-01."},
				"stance": schema{"enum": stances}, "grade": schema{"enum": gradeNames[1:]}, "status": schema{"type": "string", "examples": []string{"verified", "secondary"}}}}},
		"advice": schema{"type": "object", "description": "What a person can do, by id.", "additionalProperties": texts},
	})
}

// TestSchema returns a JSON Schema of the files of tests that stand beside a pack or layer, like [Pack.Schema].
func (p *Pack[T]) TestSchema() []byte {
	facts, rules := ref("facts"), schema{"anyOf": oneOrMore(ref("id"))}
	defs := schema{
		"facts": schema{"type": "object", "description": "What is known: words and what they are.", "properties": p.factSchemas(), "propertyNames": p.wordNames()},
		"id":    idsOf(p.ruleIDs(), ruleIDPattern),
	}
	named := schema{"anyOf": oneOrMore(schema{"type": "string"})}
	return writtenSchema("Tests of a pack of rules", defs, schema{
		"given": schema{"type": "object", "description": "Facts that tests share, by name.", "additionalProperties": facts},
		"tests": schema{"type": "array", "description": "The tests.", "items": schema{"type": "object", "required": []string{"name"}, "additionalProperties": false, "properties": schema{
			"name":          schema{"type": "string", "description": "What the test shows. An order calls it by this name."},
			"given":         described(named, "Names of facts that stand under given."),
			"facts":         facts,
			"fires":         described(rules, "Rules that certainly appear in the answer."),
			"does_not_fire": described(rules, "Rules that certainly do not appear."),
			"is_open":       described(rules, "Rules of which the facts leave open whether they do."),
			"unsure":        schema{"description": "Of levels: flags of which somebody was asked and was not sure.", "anyOf": oneOrMore(p.wordNames())},
			"fires_unsure":  described(rules, "Of levels: rules that fire for some answer to what is unsure."),
			"level":         p.levelSchema(),
			"score":         schema{"type": []string{"number", "string"}, "pattern": scorePattern, "description": "A score or a range, as 37.95, 30..40 or ..20."},
			"band":          schema{"description": "The band of the score, or those that it may be.", "anyOf": oneOrMore(idsOf(p.bandNames()))},
		}}},
		"order": schema{"type": "array", "description": "Names of tests with < or <= between them.", "items": schema{"type": "string", "pattern": "<"}},
	})
}

const (
	ruleIDPattern = `^[a-z0-9_]+/[a-z0-9]+(-[a-z0-9]+)*$`
	scorePattern  = `^([0-9]+(\.[0-9]+)?)?(\.\.)?([0-9]+(\.[0-9]+)?)?$`
)

// ref returns a schema that stands among the definitions.
func ref(name string) schema { return schema{"$ref": "#/$defs/" + name} }

// writtenSchema returns a schema of an object with the given keys and no others.
func writtenSchema(title string, defs, properties schema) []byte {
	text, err := json.MarshalIndent(schema{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title,
		"type": []string{"object", "null"}, "$defs": defs, "properties": properties, "additionalProperties": false,
	}, "", "  ")
	if err != nil {
		panic(err) // it holds nothing but texts, numbers and lists
	}
	return append(text, '\n')
}

// described returns a copy of s with a description.
func described(s schema, text string) schema {
	s = maps.Clone(s)
	s["description"] = text
	return s
}

// oneOrMore allows a value, or a list of such values.
func oneOrMore(one schema) []schema {
	return []schema{one, {"type": "array", "items": one}}
}

// idsOf offers ids that are known, and allows others that match a pattern.
func idsOf(known []string, others ...string) schema {
	if len(known) == 0 && len(others) == 0 {
		return schema{"type": "string"}
	}
	any := []schema{{"enum": append([]string{}, known...)}}
	for _, pattern := range others {
		any = append(any, schema{"type": "string", "pattern": pattern})
	}
	return schema{"anyOf": any}
}

func (p *pack) bandNames() (names []string) {
	for _, b := range p.bands {
		names = append(names, b.name)
	}
	return names
}

// packNames returns the names that a layer can lie over.
func (p *pack) packNames() []string {
	names := []string{p.identity.Name}
	for _, y := range p.identity.Layers {
		names = append(names, y.Name)
	}
	return names
}

func (p *pack) ruleSchema(condition, expression, texts schema) schema {
	does := []string{"flag", "note", "caveat"}
	properties := schema{
		"id":        schema{"type": "string", "pattern": ruleIDPattern, "description": "The name of the file, a slash, and small letters, digits and -, as heel/rise in heel.yaml."},
		"when":      condition,
		"flag":      schema{"type": "string", "description": "A name for programs, instead of points."},
		"note":      schema{"type": "string", "description": "A text for people, instead of points."},
		"caveat":    schema{"type": "string", "description": "A text that limits what the answer means, instead of points."},
		"why":       schema{"type": "string", "description": "The reason, for people."},
		"mechanism": schema{"type": "string", "description": "A word for what is strained, as balance."},
		"cite":      schema{"description": "Ids of sources.", "anyOf": oneOrMore(idsOf(keys(p.sources), "."))},
		"against":   schema{"description": "Ids of sources that contradict the rule.", "anyOf": oneOrMore(idsOf(keys(p.sources), "."))},
		"grade":     schema{"enum": gradeNames[1:], "description": "How much evidence lies behind the points."},
		"reviewed":  schema{"type": "object", "required": []string{"by", "on"}, "additionalProperties": false, "properties": schema{"by": texts, "on": schema{"type": "string", "pattern": plainDay.String()}}},
		"advice":    schema{"description": "Ids of advice.", "anyOf": oneOrMore(idsOf(keys(p.advice), "."))},
	}
	for _, t := range p.totals {
		properties[t.name] = expression
		does = append(does, t.name)
	}
	if v := p.levels; v != nil {
		maps.Copy(properties, schema{
			v.total:     schema{"enum": v.names[1:], "description": "The level that the rule is worth."},
			"on_unsure": schema{"enum": v.names, "description": "The level that it is worth where somebody is not sure; one lower where nothing is said."},
			"condition": schema{"type": "string", "description": "What it makes one think of."},
			"evidence":  schema{"type": "string", "description": "How much is known of how well it tells that."},
			"review_by": schema{"type": "string", "pattern": plainDay.String(), "description": "The day by which somebody looks it over."},
		})
		does = append(does, v.total)
	}
	var one []schema
	for _, key := range does {
		one = append(one, schema{"required": []string{key}})
	}
	return schema{"type": "object", "required": []string{"id"}, "additionalProperties": false, "properties": properties, "oneOf": one,
		"if":   schema{"anyOf": one[:3]},
		"then": schema{"required": []string{"when"}},
	}
}

// levelSchema offers the levels of the pack.
func (p *pack) levelSchema() schema {
	if p.levels == nil {
		return schema{"type": "string"}
	}
	return schema{"enum": p.levels.names, "description": "The highest level that rules are worth."}
}

// levelsSchema describes a total that is combined by max.
func levelsSchema() schema {
	names := schema{"type": "string", "pattern": plainName.String()}
	return schema{"type": "object", "additionalProperties": false, "required": []string{"combine", "levels"}, "properties": schema{
		"combine":     schema{"const": "max"},
		"levels":      schema{"type": "array", "minItems": 2, "maxItems": maxLevels, "uniqueItems": true, "items": names, "description": "The levels, the lowest first; it holds while no rule does."},
		"without_not": schema{"description": "The levels whose rules do not say not.", "anyOf": oneOrMore(names)},
	}}
}

// wordSchema describes the declaration of a word.
func wordSchema() schema {
	text := func(about string) schema { return schema{"type": "string", "description": about} }
	base := func(kinds any, required []string, more schema) schema {
		properties := schema{"kind": kinds, "doc": text("What is meant, in a sentence."), "ask": text("The question that finds it out.")}
		maps.Copy(properties, more)
		return schema{"type": "object", "additionalProperties": false, "properties": properties, "required": append([]string{"kind", "doc", "ask"}, required...)}
	}
	values := schema{"type": "array", "minItems": 2, "maxItems": 32, "uniqueItems": true, "items": schema{"type": "string", "pattern": plainName.String()}, "description": "The values."}
	return schema{"oneOf": []schema{
		base(schema{"const": "flag"}, nil, schema{"worse": schema{"enum": []any{"true", "false", true, false}, "description": "Which answer is worse, if either is."}}),
		base(schema{"const": "choice"}, []string{"values"}, schema{"values": values, "order": schema{"type": "array", "items": schema{"type": "string"}, "description": "The values from best to worst, equals joined by |."}}),
		base(schema{"enum": wordKinds[:4]}, []string{"domain"}, schema{
			"domain": schema{"type": []string{"string", "number"}, "description": "The least and the greatest possible value, as 0mm..40mm."},
			"unit":   schema{"enum": unitNames(), "description": "The unit of hints."},
			"worse":  schema{"enum": []string{"higher", "lower"}, "description": "Which way is worse, if either is."}}),
	}}
}

func unitNames() (names []string) {
	for _, u := range fact.Units() {
		names = append(names, u.Name)
	}
	return names
}

// wordNames allows the words of the vocabulary, and others in groups of their own.
func (t *terms) wordNames() schema {
	return schema{"anyOf": []schema{{"enum": t.names()}, {"pattern": plainWord.String(), "not": schema{"pattern": "^(" + joined(t.groups()) + ")\\."}}}}
}

// assumeSchemas describes what may be assumed, by word.
func (p *pack) assumeSchemas(condition, expression schema) schema {
	all := schema{}
	for i, w := range p.infos {
		if slices.ContainsFunc(p.sums, func(s sum) bool { return s.part == i }) {
			continue
		}
		var value, usual schema
		switch w.kind {
		case measure:
			value, usual = expression, schema{"type": "array", "minItems": 2, "maxItems": 2, "items": expression, "description": "Its two ends, as [7*mm, 12*mm]."}
		default:
			value = schema{"anyOf": oneOrMore(w.valueSchema())}
			usual = schema{"anyOf": oneOrMore(w.valueSchema()), "description": "The values that are usual."}
		}
		one := schema{"type": "object", "required": []string{"value"}, "additionalProperties": false, "properties": schema{"when": condition, "value": value, "usual": usual}}
		all[w.name] = schema{"description": w.about.Doc, "anyOf": oneOrMore(one)}
	}
	return all
}

// valueSchema allows the values of a choice or a flag.
func (w *wordInfo) valueSchema() schema {
	if w.kind == flag {
		return schema{"type": "boolean"}
	}
	return schema{"enum": w.values}
}

// factSchemas describes what tests may state, by word.
func (t *terms) factSchemas() schema {
	all := schema{}
	for _, w := range t.infos {
		one := schema{"description": w.about.Doc}
		switch {
		case w.kind == flag:
			one["type"] = []string{"boolean", "null"}
		case w.kind == choice:
			one["anyOf"] = append(oneOrMore(schema{"enum": w.values}), schema{"type": "null"})
		case w.dim == fact.OfNumber:
			one["type"] = []string{"number", "string", "null"}
		default:
			one["type"], one["pattern"] = []string{"string", "null"}, "[0-9].*[a-z\"″]|\\.\\.$"
			one["examples"] = []string{w.of((w.lo + w.hi) / 2).String(), w.of(w.lo).String() + ".." + w.of((w.lo+w.hi)/2).String()}
		}
		all[w.name] = one
	}
	return all
}

// conditionExamples returns a condition about every word, to be completed.
func (t *terms) conditionExamples() (texts []string) {
	for _, w := range t.infos {
		switch w.kind {
		case measure:
			texts = append(texts, fmt.Sprintf("%s > %s", w.name, w.halfway()))
		case choice:
			texts = append(texts, fmt.Sprintf("%s == %q", w.name, w.values[0]))
		case flag:
			texts = append(texts, w.name)
		}
	}
	return texts
}

// amountExamples returns a curve over every measure.
func (t *terms) amountExamples() (texts []string) {
	for _, w := range t.infos {
		if w.kind == measure {
			texts = append(texts, fmt.Sprintf("curve(%s, %s,0, %s,10)", w.name, inUnit(w.dim, w.unit, w.lo), w.halfway()))
		}
	}
	return texts
}

// halfway returns the middle of w's domain as a rule would write it.
func (w *wordInfo) halfway() string {
	middle := w.lo + (w.hi-w.lo)/2
	if w.dim == fact.OfNumber && middle > 1 {
		middle = math.Round(middle)
	}
	return inUnit(w.dim, w.unit, middle)
}
