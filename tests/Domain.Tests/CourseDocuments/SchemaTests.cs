using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Sammenhaeng.Application.CourseDocuments.Reading.Bindings;
using Sammenhaeng.Application.CourseDocuments.Schema;
using Xunit;

namespace Sammenhaeng.Domain.Tests.CourseDocuments;

public sealed class SchemaTests
{
    [Fact]
    public void The_schema_in_the_program_is_the_contract_word_for_word()
    {
        using var stream = typeof(SchemaNode).Assembly.GetManifestResourceStream("course-document.schema.json")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);

        Assert.Equal(Specification.Bytes("reference", "course-document.schema.json"), copy.ToArray());
    }

    [Theory]
    [InlineData("""{ "type": "object", "additionalProperties": false, "properties": { "a": { "type": "string", "contains": {} } } }""")]
    [InlineData("""{ "type": "object", "additionalProperties": true, "properties": {} }""")]
    [InlineData("""{ "type": "object", "properties": {} }""")]
    [InlineData("""{ "type": "object", "additionalProperties": false }""")]
    [InlineData("""{ "type": "object", "additionalProperties": false, "properties": {}, "required": ["a"] }""")]
    [InlineData("""{ "type": "array" }""")]
    [InlineData("""{ "type": "text" }""")]
    [InlineData("""{ "type": "string", "format": "email" }""")]
    [InlineData("""{ "type": "string", "pattern": "a*" }""")]
    [InlineData("""{ "description": "anything" }""")]
    [InlineData("""{ "oneOf": [{ "type": "string" }, { "enum": ["a"] }] }""")]
    public void What_the_checker_does_not_know_stops_the_program_at_start(string schema)
    {
        using var document = JsonDocument.Parse(schema);

        Assert.Throws<InvalidOperationException>(() => SchemaCompiler.Compile(document.RootElement));
    }

    [Fact]
    public void A_place_of_the_schema_that_nothing_reads_stops_the_program_at_start()
    {
        using var document = JsonDocument.Parse("""
            { "type": "object", "additionalProperties": false, "properties": { "a": { "type": "string" }, "b": { "type": "string", "format": "date" } } }
            """);
        var fields = new FieldBinder(SchemaCompiler.Compile(document.RootElement));

        fields.Text("/a", (_, _) => { });
        Assert.Throws<InvalidOperationException>(fields.DemandAll);
        Assert.Throws<InvalidOperationException>(() => fields.Text("/a", (_, _) => { }));
        Assert.Throws<InvalidOperationException>(() => fields.Text("/c", (_, _) => { }));
        Assert.Throws<InvalidOperationException>(() => fields.Text("/b", (_, _) => { }));
        Assert.Throws<InvalidOperationException>(() => fields.Flag("/b", (_, _) => { }));
    }

    [Theory]
    [InlineData("^[a-z0-9-]{2,32}$", "az09-A")]
    [InlineData("^[0-9]{6}-?[0-9A-Z]{4}$", "0123456789-AZ")]
    [InlineData(@"^[^+>/:\u0000-\u001f]+$", "a+>/:\u0000\u001f å😀")]
    [InlineData("^([01][0-9]|2[0-3]):[0-5][0-9]$", "0123456789:")]
    [InlineData("^[0-9]{4}-W[0-5][0-9]$", "0123459-W")]
    [InlineData("^(ab|c)+d?$", "abcd")]
    public void A_pattern_takes_what_a_regular_expression_takes(string pattern, string alphabet)
    {
        var compiled = SchemaPattern.Compile(pattern);
        var regex = new Regex(pattern.Replace("$", "\\z", StringComparison.Ordinal), RegexOptions.CultureInvariant);
        var characters = alphabet.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
        string[] seeds = ["ab", "cd", "131084-9902", "1403849902", "12:30", "29:00", "2026-W53", "social", "abc", "cababd", "P1", ""];
        var texts = Gen.Select(
            Gen.Int[0, seeds.Length - 1].Select(i => seeds[i]),
            Gen.Int[0, characters.Length - 1].Select(i => characters[i]).Array[0, 12].Select(string.Concat),
            Gen.Int[0, 40],
            (seed, noise, at) => seed.Insert(Math.Min(at, seed.Length), noise));

        texts.Sample(text => Assert.Equal(regex.IsMatch(text), compiled.Matches(Encoding.UTF8.GetBytes(text))), iter: 2_000);
        Assert.False(compiled.Matches([]));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("^a*$")]
    [InlineData("^a?$")]
    [InlineData("^.$")]
    [InlineData("^[^a]$")]
    [InlineData(@"^\d$")]
    [InlineData("^a{0,2}$")]
    [InlineData("^a{3,2}$")]
    [InlineData("^a{2,}$")]
    [InlineData("^a{64}$")]
    [InlineData("^[å]+$")]
    [InlineData("^(a$")]
    [InlineData("^a)$")]
    public void A_pattern_that_is_not_known_stops_the_program_at_start(string pattern) =>
        Assert.Throws<InvalidOperationException>(() => SchemaPattern.Compile(pattern));
}
