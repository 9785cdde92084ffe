package catalog

import "slices"

// superfluous returns how many texts and empty groups are kept. Both come to be with what is new, and stay when it leaves,
// because older views know them by number.
func (w *writer) superfluous() int {
	return w.empty + len(w.categories.texts) + len(w.brands.texts) + len(w.sizes.texts) + len(w.currencies.texts)
}

// settle numbers groups and texts anew, those that are needed alone, so that an index that changes for years does not grow.
func (w *writer) settle(v *View) {
	fresh := newWriter(w.ids)
	fresh.seed = w.seed
	number := make([]uint32, v.groups.count) // in their old order, so that rows and homes stay in order
	for i := range number {
		if w.members[i] == 0 {
			continue
		}
		number[i] = fresh.take(v.groups.at(uint32(i)), w.members[i])
	}
	rows := sorted[row]{count: v.rows.count}
	for _, page := range v.rows.pages {
		page = slices.Clone(page)
		for i := range page {
			r := &page[i]
			r.group = number[r.group]
			r.category, r.brand = fresh.categories.of(v.texts.categories[r.category]), fresh.brands.of(v.texts.brands[r.brand])
			r.sizes = fresh.sizes.of(v.texts.sizes[r.sizes])
			if r.currency > 0 {
				r.currency = fresh.currencies.of(v.texts.currencies[r.currency-1]) + 1
			}
		}
		rows.pages = append(rows.pages, page)
	}
	homes := sorted[home]{count: v.homes.count}
	for _, page := range v.homes.pages {
		page = slices.Clone(page)
		for i := range page {
			page[i].group = number[page[i].group]
		}
		homes.pages = append(homes.pages, page)
	}
	*w = *fresh
	v.rows, v.homes, v.groups, v.texts = rows, homes, w.groups, w.texts()
	epoch := v.judge.epoch + 1
	v.judge = newJudge(v.judge.assessor)
	v.judge.epoch = epoch
	v.faulty = v.judge.appendFaulty(nil, v, 0)
}
