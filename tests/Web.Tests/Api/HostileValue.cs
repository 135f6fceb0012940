using System.Text;
using System.Text.Json;

namespace Sammenhaeng.Web.Tests.Api;

/// <summary>Something that nobody in their senses would send: as JSON, and as it stands in an address.</summary>
internal sealed record HostileValue(string Json, string Url)
{
    /// <summary>Stands in the JSON for two bytes that are no UTF-8.</summary>
    public const string NoUtf8 = "@@no-utf-8@@";

    /// <summary>A sign that this is in what was sent; never to be seen as it stands in an answer.</summary>
    public const string Html = "<svg onload=x>";

    private static readonly string[] Texts =
    [
        "", " ", "\t\r\n", "\0", "a\0b", "\u0001", "\u001b[31m", "\u007f", "\u0085", "\u2028", "\u202e", "\ufeff", "\ufffe", "\ufffd", "e\u0301", "æøå ÆØÅ",
        "\U0001F600", "\U0010FFFF", "ﷺ", "İıſK", "null", "undefined", "NaN", "true", "-1", "0", "00", "1e400", "0x10", "١٢٣", "9223372036854775808",
        "'", "''", "\"", "\\", "\\\\", "%", "_", "%%%", "%s%n%x", "{0}", "${7*7}", "{{7*7}}", "$(id)", "`id`", ";", "--", "/*", "#",
        "' or '1'='1", "'; drop table citizens; --", "1 union select null", "\\'; select pg_sleep(9); --", "$$;select 1;$$", "E'\\x00'",
        Html, "<script>alert(1)</script>", "\"><svg onload=x>", "</title><svg onload=x>", "javascript:alert(1)", "<!--", "]]>", "<![CDATA[", "&lt;svg&gt;", "&#0;",
        "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>", "../../../../etc/passwd", "..\\..\\windows", "/etc/passwd", "file:///etc/passwd",
        "http://127.0.0.1:1/", "//evil.example", "C:\\", "con", "~", ".", "..", "/", ":", "+", ">", "social:P1", "citizen", "a+b>c/d:e",
        "140384-9902", "1403849902", "0000000000", "9999999999", "311384-9902", "AAAAAA-AAAA", "2026-02-30", "0000-00-00", "0001-01-01", "9999-12-31",
        "10000-01-01", "-0001-01-01", "2026-10-05T25:00", "2026-10-05T09:00:00+99:00", "2026-W54", "05-10-2026", "00000000-0000-0000-0000-000000000000",
        "01a00000-0000-7000-8000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "{01a00000-0000-7000-8000-000000000000}", "[]", "{}", "[object Object]",
        new string('a', 3000), new string('æ', 500), new string('9', 400), new string('(', 500), string.Concat(Enumerable.Repeat("e\u0301\u0302", 300)),
    ];

    private static readonly string[] Raw =
    [
        "null", "true", "0", "-0", "-1", "1.5", "1e400", "-1e400", "1e-400", "2147483648", "9223372036854775808", new string('9', 400), "[]", "{}", "[[]]", "[null]",
        "{\"a\":1,\"a\":2}", "{\"\":1}", "{\"<svg onload=x>\":1}", "{\"a\\u0000\":1}", "{\"\\ud800\":1}", "{\"1403849902\":1}", "{\"__proto__\":{}}", "{\"$type\":\"System.IO.FileInfo\"}",
        "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\"", $"\"{NoUtf8}\"", NoUtf8, "nul", "NaN", "Infinity", "'x'", "\"", "\"\\x\"", "01", "+1", ".5", "1.",
        "[", "]", "{", "}", "{]", "[1,]", "{\"a\":1,}", "[1 2]", "/* x */ 1", "1 1", "",
        Deep('[', ']', 70), Deep('[', ']', 5000), string.Concat(Enumerable.Repeat("{\"a\":", 70)) + "1" + new string('}', 70),
        $"[{string.Join(',', Enumerable.Repeat("0", 2000))}]", $"\"{new string('a', 100_000)}\"", $"{{{string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"k{i}\":0"))}}}",
    ];

    // Written as JSON may be and addresses are, never as a program would make it safe.
    public static IReadOnlyList<HostileValue> All { get; } =
    [
        .. Texts.Select(text => new HostileValue(JsonSerializer.Serialize(text), Escaped(text))),
        .. Raw.Select(json => new HostileValue(json, Escaped(json.Replace(NoUtf8, "\ufffd", StringComparison.Ordinal)))),
        .. ((string[])["%00", "%FF", "%ED%A0%80", "%C0%AF", "%2e%2e%2f", "%25%30%30", "%0d%0aX:1"]).Select(url => new HostileValue("1", url)),
    ];

    public static byte[] Bytes(string body)
    {
        var parts = body.Split(NoUtf8);
        using var bytes = new MemoryStream();
        for (var i = 0; i < parts.Length; i++)
        {
            bytes.Write(i == 0 ? [] : [0xFF, 0xC0]);
            bytes.Write(Encoding.UTF8.GetBytes(parts[i]));
        }
        return bytes.ToArray();
    }

    // The server itself takes no address of more than 8 KB, and says so without words.
    private static string Escaped(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Take(2000).Select(one => char.IsAsciiLetterOrDigit((char)one) ? ((char)one).ToString() : $"%{one:X2}"));

    private static string Deep(char open, char close, int levels) => new string(open, levels) + new string(close, levels);
}
