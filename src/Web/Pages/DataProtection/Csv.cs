using System.Buffers;
using System.Text;

namespace Sammenhaeng.Web.Pages.DataProtection;

/// <summary>
/// A table that a spreadsheet opens: fields between quotes, semicolons as Danish spreadsheets want them, and nothing that a spreadsheet
/// would take for a formula.
/// </summary>
internal static class Csv
{
    private static readonly SearchValues<char> Formula = SearchValues.Create("=+-@\t\r\n|%＝＋－＠");

    public static string Row(params ReadOnlySpan<string?> fields)
    {
        var row = new StringBuilder();
        foreach (var field in fields)
        {
            row.Append(row.Length == 0 ? "" : ";").Append(Field(field ?? ""));
        }
        return row.Append("\r\n").ToString();
    }

    private static string Field(string text)
    {
        // A spreadsheet looks past blanks in front, and shows the apostrophe to nobody.
        var start = text.AsSpan().TrimStart();
        var isFormula = (start.Length > 0 && Formula.Contains(start[0])) || (text.Length > 0 && Formula.Contains(text[0]));
        return $"\"{(isFormula ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
