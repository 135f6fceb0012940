using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.SubjectAccess;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Web.Pages.DataProtection;

/// <summary>The pack as a file: what it is in words, all data as JSON, and who has looked as a table for a spreadsheet.</summary>
internal static class SubjectAccessZip
{
    private static readonly JsonWriterOptions Written = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(MakeSubjectAccessPack.Pack pack, AccessWords words, IStringLocalizer<Texts> texts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "laes-mig.txt", Encoding.UTF8.GetBytes(texts["subjectAccess.readme", pack.MadeOn.ToString("d. MMMM yyyy", CultureInfo.CurrentCulture)].Value.ReplaceLineEndings("\r\n")));
            Add(zip, "oplysninger.json", Data(pack));
            Add(zip, "adgangslog.csv", Accesses(pack, words, texts));
        }
        return file.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }

    private static byte[] Data(MakeSubjectAccessPack.Pack pack)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, Written))
        {
            json.WriteStartObject();
            json.WriteString("madeOn", pack.MadeOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("cpr", pack.Cpr.Digits);
            foreach (var table in pack.Tables)
            {
                json.WriteStartArray(table.Name);
                foreach (var row in table.Rows)
                {
                    using var parsed = JsonDocument.Parse(row);
                    parsed.RootElement.WriteTo(json);
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return content.ToArray();
    }

    private static byte[] Accesses(MakeSubjectAccessPack.Pack pack, AccessWords words, IStringLocalizer<Texts> texts)
    {
        var table = new StringBuilder(Csv.Row(
            texts["accesses.at"], texts["accesses.who"], texts["accesses.what"], texts["accesses.why"], texts["accesses.denied"]));
        foreach (var row in pack.Accesses)
        {
            table.Append(Csv.Row(
                LocalTime.Of(row.At).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), words.Who(row), words.What(row.What) + (row.InList ? $" ({texts["accesses.inList"]})" : ""), words.Why(row),
                row.IsPermitted ? "" : texts["accesses.denied"].Value));
        }
        // By the mark a spreadsheet knows that it is UTF-8.
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(table.ToString())];
    }
}
