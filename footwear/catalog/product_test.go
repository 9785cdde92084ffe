package catalog

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/footwear"
)

func TestParseMoney(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"49.90 EUR", "49.90 EUR"}, {"EUR 49.90", "49.90 EUR"}, {"€49,90", "49.90 EUR"}, {"49,90 €", "49.90 EUR"}, {"1,400", "1400.00"},
		{"1,690.00", "1690.00"}, {"1.299,00 €", "1299.00 EUR"}, {"1 299,00 zł", "1299.00 PLN"}, {"1’299.00 CHF", "1299.00 CHF"}, {"Rs. 1,499", "1499.00 INR"},
		{"$12", "12.00"}, {"US$12.5", "12.50 USD"}, {"0", "0.00"}, {"4.11", "4.11"}, {"0.999", "0.999"}, {"1,234,567.891", "1234567.891"},
		{"12,-", "12.00"}, {"-3.5 gbp", "-3.50 GBP"}, {"₹2,999", "2999.00 INR"}, {"1.400", "1400.00"}, {"999999999999", "999999999999.00"},
		{"123456789012.123456", "123456789012.123456"},
	} {
		m, err := ParseMoney(tt.in)
		require.NoError(t, err, tt.in)
		assert.Equal(t, tt.want, m.String(), tt.in)
		again, err := ParseMoney(m.String())
		require.NoError(t, err, tt.in)
		assert.Equal(t, m, again, tt.in)
	}
	for _, in := range []string{"", "free", "10 - 20 EUR", "EUR 10 EUR", "10 Mark", "1,2,3", "1e5", "NaN", "99999999999999", "1.2.3.4", "EUR"} {
		m, err := ParseMoney(in)
		assert.ErrorContains(t, err, "is no price", in)
		assert.Zero(t, m, in)
	}
}

func TestProductJSON(t *testing.T) {
	const text = `{"id":"A-7","group":"A","title":"Pump Vera","department":"women","age_group":"adult","occasion":["office","event"],"price":"1400.00 EUR","sizes":[],` +
		`"shoe":{"heel":"block","heel_height":"60mm"},"extra":{"shop.vegan":true},"sources":{"shoe.heel_height":{"how":"stated","from":"title","text":"6 cm"}}}`
	var p Product
	require.NoError(t, json.Unmarshal([]byte(text), &p))
	assert.Equal(t, footwear.MM(60), p.Shoe.HeelHeight)
	assert.Equal(t, Source{How: Stated, From: "title", Text: "6 cm"}, p.Sources["shoe.heel_height"])
	back, err := json.Marshal(p)
	require.NoError(t, err)
	assert.JSONEq(t, text, string(back))
	err = json.Unmarshal([]byte(`{"id":7,"pric":1,"shoe":{"heel":"blok"},"department":"woman","price":"gratis","id":"x"}`), &p)
	for _, want := range []string{"id: ", `did you mean "price"?`, "shoe.heel: ", "department: ", `did you mean "women"?`, `price: "gratis" is no price`, "given twice"} {
		assert.ErrorContains(t, err, want)
	}
	assert.Equal(t, "A-7", p.ID)
}

// What is wrong with an occasion is told by the product's own word for it.
func TestOccasionErrors(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{`"offise"`, `occasion: there is no occasion "offise" (did you mean "office"?)`},
		{`"opera"`, `occasion: there is no occasion "opera" (it is office, social, event, commute, home or sport)`},
		{`["event", "opera", "offise"]`, `occasion: there is no occasion "offise" (did you mean "office"?)`},
		{`"5cm"`, `occasion: there is no occasion "5cm"`},
		{`5`, "occasion: 5 is none of the words"},
		{`{}`, "occasion: an object is no fact"},
	} {
		var p Product
		err := json.Unmarshal([]byte(`{"id":"A-7","occasion":`+tt.in+`}`), &p)
		assert.ErrorContains(t, err, tt.want, tt.in)
		assert.NotContains(t, err.Error(), "use.context", tt.in)
		assert.Zero(t, p, tt.in)
	}
	var p Product
	require.NoError(t, json.Unmarshal([]byte(`{"id":"A-7","occasion":["event","office"]}`), &p))
	assert.Equal(t, footwear.ContextOffice|footwear.ContextEvent, p.Occasion)
	require.NoError(t, json.Unmarshal([]byte(`{"id":"A-7","occasion":null}`), &p))
	assert.Zero(t, p.Occasion)
}
