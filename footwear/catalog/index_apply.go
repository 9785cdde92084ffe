package catalog

import (
	"fmt"
	"maps"
	"slices"

	"github.com/heelwise/heelwise/internal/quote"
	"github.com/heelwise/heelwise/rules"
)

// A Batch is what changed in a shop. The zero Batch is nothing. Its parts are applied in the order in which they stand here.
type Batch struct {
	Put    []Product           // new products, and products that stand in the place of those with their ids
	Prices map[string]Money    // by id
	Sizes  map[string][]string // in stock, by id, as Product.Sizes
	Remove []string            // ids
}

// Apply applies a batch: who looks at the index sees all of it or nothing. Changes of prices and stock leave what is known
// of wearers as it is. Apply keeps nothing of the batch; it may be called by several at once, and they wait for each other.
//
// The error lists what could not be done, by key ([rules.Errors]): products without an id, prices and sizes of products that
// are not there. All else is done. To remove what is not there is no error.
func (x *Index) Apply(b Batch) error {
	x.changing.Lock()
	defer x.changing.Unlock()
	v := *x.View()
	c := changes{View: &v, writer: x.writer, of: map[string]*change{}}
	err := c.collect(&b)
	c.apply()
	before := v.groups.count
	v.groups, v.texts = x.writer.groups, x.writer.texts()
	if v.groups.count > before {
		v.faulty = v.judge.appendFaulty(slices.Clip(v.faulty), &v, before)
	}
	if s := x.writer.superfluous(); s > 2*x.settled+fullPage*8 {
		x.writer.settle(&v)
		x.settled = x.writer.superfluous()
	}
	x.current.Store(&v)
	return err
}

// changes are what a batch changes about a view.
type changes struct {
	*View
	*writer
	of map[string]*change // by id
}

// A change is what becomes of one product.
type change struct {
	old *row // nil where there was none
	new *row // nil where there is none
}

// to returns the change of the product with an id.
func (c *changes) to(id string) *change {
	one, ok := c.of[id]
	if !ok {
		old := c.View.row(id)
		one = &change{old, old}
		c.of[id] = one
	}
	return one
}

func (c *changes) collect(b *Batch) error {
	var faults rules.Errors
	for i := range b.Put {
		p := &b.Put[i]
		if p.ID == "" {
			faults = append(faults, withoutID(fmt.Sprintf("put[%d]", i)))
			continue
		}
		r := c.writer.row(p)
		c.to(p.ID).new = &r
	}
	edit := func(key, id string, set func(*row)) {
		one := c.to(id)
		if one.new == nil {
			faults = append(faults, unknownID(key+"."+quote.Short(id), id))
			return
		}
		r := *one.new
		set(&r)
		one.new = &r
	}
	for _, id := range slices.Sorted(maps.Keys(b.Prices)) {
		edit("prices", id, func(r *row) { c.price(r, b.Prices[id]) })
	}
	for _, id := range slices.Sorted(maps.Keys(b.Sizes)) {
		edit("sizes", id, func(r *row) { c.stock(r, b.Sizes[id]) })
	}
	for _, id := range b.Remove {
		c.to(id).new = nil
	}
	return faults.Err()
}

// apply makes the next view.
func (c *changes) apply() {
	var gone, added []row
	var left, moved []home
	for _, one := range c.of {
		if one.old != nil && one.old != one.new {
			gone = append(gone, *one.old)
		}
		if one.new != nil && one.old != one.new {
			added = append(added, *one.new)
		}
		if one.old != nil && one.new != nil && one.old.group == one.new.group {
			continue
		}
		if one.old != nil {
			left = append(left, c.home(one.old))
			c.joined(one.old.group, -1)
		}
		if one.new != nil {
			moved = append(moved, c.home(one.new))
			c.joined(one.new.group, 1)
		}
	}
	for _, list := range [][]row{gone, added} {
		slices.SortFunc(list, compareRows)
	}
	for _, list := range [][]home{left, moved} {
		slices.SortFunc(list, compareHomes)
	}
	c.View.rows = c.View.rows.edited(gone, added, compareRows)
	c.homes = c.homes.edited(left, moved, compareHomes)
}
