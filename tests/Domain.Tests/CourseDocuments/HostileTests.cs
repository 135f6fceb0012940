using System.Text;
using Sammenhaeng.Application.CourseDocuments;
using Xunit;

namespace Sammenhaeng.Domain.Tests.CourseDocuments;

public sealed class HostileTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("{", "")]
    [InlineData("{}{}", "")]
    [InlineData("{\"source\":\"social\",}", "")]
    [InlineData("{/* */}", "")]
    [InlineData("{\"source\":'social'}", "/source")]
    [InlineData("{\"plans\":[{\"id\":\"P1\"},{\"id\":NaN}]}", "/plans/1/id")]
    [InlineData("{\"plans\":[{\"endsAtAge\":01}]}", "/plans/0/endsAtAge")]
    [InlineData("{\"source\":\"a\tb\"}", "/source")]
    public void What_is_no_JSON_is_malformed_where_it_stops_being_so(string json, string path)
    {
        var reading = ADocument.ReadJson(json);

        Assert.Equal(ReadingOutcome.Malformed, reading.Outcome);
        Assert.Equal([path + " json.malformed"], ADocument.ErrorsOf(reading));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"x\"")]
    public void JSON_that_is_no_object_is_of_the_wrong_type(string json)
    {
        Assert.Equal([" schema.type"], ADocument.ErrorsOf(ADocument.ReadJson(json)));
        Assert.Equal(ReadingOutcome.Invalid, ADocument.ReadJson(json).Outcome);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_malformed()
    {
        var utf8 = ADocument.Bare().Utf8;
        utf8[utf8.AsSpan().IndexOf("Karina"u8)] = 0xFF;

        Assert.Equal(ReadingOutcome.Malformed, ADocument.ReadUtf8(utf8).Outcome);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Equal(ReadingOutcome.Read, ADocument.ReadUtf8([.. Encoding.UTF8.Preamble, .. ADocument.Bare().Utf8]).Outcome);

    [Theory]
    [InlineData("\"\\ud800\"", false)]
    [InlineData("\"\\udc00\"", false)]
    [InlineData("\"a\\ud800b\"", false)]
    [InlineData("\"\\ud800\\ud800\\udc00\"", false)]
    [InlineData("\"\\ud83d\\ude00\"", true)]
    [InlineData("\"\\u0000\"", false)]
    [InlineData("\"\\\\u0000\"", true)]
    [InlineData("\"\\\\\\u0000\"", false)]
    [InlineData("\"\\u00e6\\n\\t\"", true)]
    public void Text_that_cannot_be_kept_is_refused_with_its_path(string json, bool good)
    {
        var utf8 = Encoding.UTF8.GetString(ADocument.Full().WithText("/agreements/0/text", "HERE").Utf8)
            .Replace("\"HERE\"", json, StringComparison.Ordinal);

        Assert.Equal(good ? [] : ["/agreements/0/text text.characters"], ADocument.ErrorsOf(ADocument.ReadJson(utf8)));
    }

    [Theory]
    [InlineData("/goals/0/attainment")]
    [InlineData("/interventions/0/weeklyHours")]
    [InlineData("/citizen/limits/activeContacts")]
    public void A_number_of_400_digits_is_refused_with_its_path(string path)
    {
        foreach (var number in new[] { new string('9', 400), "0." + new string('1', 400), "-" + new string('9', 400), "1" + new string('0', 400) + "e-400" })
        {
            Assert.Equal([path + " number.range"], ADocument.Full().With(path, number).Errors());
        }
    }

    [Fact]
    public void Keys_that_are_there_twice_are_told_also_when_one_is_written_with_escapes()
    {
        var json = ADocument.Bare().Json;

        Assert.Equal(["/mode json.duplicateKey"], ADocument.ErrorsOf(ADocument.ReadJson(json.Replace("\"mode\"", "\"mode\":\"patch\",\"mode\"", StringComparison.Ordinal))));
        Assert.Equal(["/citizen/cpr json.duplicateKey"], ADocument.ErrorsOf(ADocument.ReadJson(json.Replace("\"givenName\"", "\"\\u0063pr\":\"1403849902\",\"givenName\"", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("colour", "/colour")]
    [InlineData("", "/?")]
    [InlineData("1403849902", "/?")]
    [InlineData("a/b~c", "/a~1b~0c")]
    [InlineData("\\ud800", "/?")]
    [InlineData("a\\nb", "/?")]
    [InlineData("a\\u202eb", "/?")]
    public void Unknown_fields_have_a_path_that_can_be_shown(string name, string path)
    {
        var json = ADocument.Bare().Json.Replace("\"mode\"", $"\"{name}\":[{{}}],\"mode\"", StringComparison.Ordinal);

        Assert.Equal([path + " schema.unknownField"], ADocument.ErrorsOf(ADocument.ReadJson(json)));
    }

    [Fact]
    public void Sixteen_levels_are_passed_over_and_a_seventeenth_is_too_deep()
    {
        Assert.Equal(["/x schema.unknownField"], ADocument.ErrorsOf(ADocument.ReadJson(Nested(16))));
        var reading = ADocument.ReadJson(Nested(17));
        Assert.Equal(["/x json.tooDeep"], ADocument.ErrorsOf(reading));
        Assert.Equal(ReadingOutcome.Malformed, reading.Outcome);
        Assert.Equal(["/x json.tooDeep"], ADocument.ErrorsOf(ADocument.ReadJson(Nested(100_000))));
        Assert.Equal([" json.tooDeep"], ADocument.ErrorsOf(ADocument.ReadJson(new string('[', 100_000))));

        static string Nested(int levels) => ADocument.Bare().Json.Replace(
            "\"mode\"", "\"x\":" + new string('[', levels - 1) + new string(']', levels - 1) + ",\"mode\"", StringComparison.Ordinal);
    }

    [Fact]
    public void One_megabyte_is_read_and_one_byte_more_is_not()
    {
        var json = ADocument.Bare().Json;
        var padded = json + new string(' ', DocumentLimits.MaxBytes - json.Length);

        Assert.Equal(ReadingOutcome.Read, ADocument.ReadJson(padded).Outcome);
        var reading = ADocument.ReadJson(padded + " ");
        Assert.Equal(ReadingOutcome.TooLarge, reading.Outcome);
        Assert.Equal([" json.tooLarge"], ADocument.ErrorsOf(reading));
    }

    [Fact]
    public void Errors_are_told_up_to_a_hundred()
    {
        var reading = ADocument.ReadJson(ADocument.Bare().Json.Replace(
            "\"mode\"", "\"plans\":[" + string.Join(',', Enumerable.Repeat("0", 200_000)) + "],\"mode\"", StringComparison.Ordinal));

        Assert.Equal(100, reading.Errors.Count);
        Assert.Equal(("/plans/98", "schema.type"), (reading.Errors[98].Path, reading.Errors[98].Code));
        Assert.Equal(("json.moreErrors", "There are more errors; only the first 99 are shown."), (reading.Errors[99].Code, reading.Errors[99].Message.En));
    }

    [Fact]
    public void A_list_may_have_ten_thousand_entries()
    {
        Assert.Equal(ReadingOutcome.Read, WithCategories(10_000).Outcome);
        Assert.Equal(["/consents/0/categories list.tooLong"], ADocument.ErrorsOf(WithCategories(10_005)));

        static CourseDocumentReading WithCategories(int count) => ADocument.ReadJson(ADocument.Full().Json.Replace(
            "[\"plan\",\"goals\"]", "[" + string.Join(',', Enumerable.Repeat("\"x\"", count)) + "]", StringComparison.Ordinal));
    }

    [Fact]
    public void Twenty_thousand_items_with_one_id_take_no_time_that_grows_with_their_square()
    {
        var entry = "{\"id\":\"A\",\"text\":\"\"}";
        var reading = ADocument.ReadJson(ADocument.Bare().Json.Replace(
            "\"mode\"", "\"agreements\":[" + string.Join(',', Enumerable.Repeat(entry, 10_000)) + "],\"mode\"", StringComparison.Ordinal));

        Assert.Equal("/agreements/1/id id.duplicate", ADocument.ErrorsOf(reading)[0]);
        Assert.Equal(DocumentLimits.MaxErrors, reading.Errors.Count);
    }

    [Fact]
    public void Who_may_correct_a_refused_document_is_known_as_far_as_it_can_be_read()
    {
        var reading = ADocument.Full().With("/plans", "7").Read();

        Assert.Equal(("social", "SIU", new DateTimeOffset(2026, 10, 5, 2, 0, 0, TimeSpan.Zero)), (reading.Source, reading.Area, reading.ExportedAt!.Value));
        Assert.Null(reading.Document);
        reading = ADocument.Full().With("/source", "\"?\"").With("/area", "\"?\"").With("/exportedAt", "\"?\"").Read();
        Assert.True(reading is { Source: null, Area: null, ExportedAt: null });
    }

    [Fact]
    public void No_message_holds_anything_of_the_document()
    {
        var reading = ADocument.Full().With("/mode", "\"hemmelig\"").With("/citizen/cpr", "\"1413849902\"").With("/plans/0/type", "\"hemmelig\"").Read();

        Assert.Equal(3, reading.Errors.Count);
        Assert.All(reading.Errors, error => Assert.DoesNotContain("hemmelig", error.ToString(), StringComparison.Ordinal));
        Assert.All(reading.Errors, error => Assert.DoesNotContain("9902", error.ToString(), StringComparison.Ordinal));
        Assert.Equal("Værdien er ikke en af de tilladte: snapshot, patch.", reading.Errors[0].Message.Da);
        Assert.Equal("The value is not one of those allowed: snapshot, patch.", reading.Errors[0].Message.En);
    }
}
