using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts;

/// <summary>
/// The facts a rule compared: absolute ones only (ids, dates, clock times, hours, counts), never "days left", so that
/// <see cref="Hash"/> changes exactly when the facts do.
/// Kept as JSON: dates <c>2026-10-07</c>, local times <c>2026-10-07T13:00</c>, weeks <c>2026-W41</c>.
/// </summary>
public sealed class Evidence
{
    private Evidence(string json, long hash)
    {
        Json = json;
        Hash = hash;
    }

    public static Evidence None { get; } = Of();

    public string Json { get; }

    /// <summary>Tells whether the facts changed.</summary>
    public long Hash { get; }

    /// <summary>
    /// Facts by name, in the order given. A value is a string, an int, a double (hours), a bool, a <see cref="DateOnly"/>,
    /// a local <see cref="DateTime"/>, an <see cref="IsoWeek"/>, null, or an array of those.
    /// </summary>
    public static Evidence Of(params ReadOnlySpan<(string Name, object? Value)> facts)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var (name, value) in facts)
            {
                json.WritePropertyName(name);
                Write(json, value);
            }
            json.WriteEndObject();
        }
        return new Evidence(Encoding.UTF8.GetString(buffer.WrittenSpan), HashOf(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case double hours:
                json.WriteNumberValue((decimal)hours);
                break;
            case decimal hours:
                json.WriteNumberValue(hours);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case DateOnly date:
                json.WriteStringValue(date == DateOnly.MaxValue ? null : date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case DateTime local:
                json.WriteStringValue(local.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
                break;
            case IsoWeek week:
                json.WriteStringValue(week.ToString());
                break;
            case System.Collections.IEnumerable many:
                json.WriteStartArray();
                foreach (var one in many)
                {
                    Write(json, one);
                }
                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"Evidence cannot hold a {value.GetType().Name}.", nameof(value));
        }
    }

    private static long HashOf(ReadOnlySpan<byte> json) => unchecked((long)Fnv1a(json));

    /// <summary>FNV-1a, 64 bits, finished by a mix: enough to tell one set of facts from another, the same on every machine.</summary>
    private static ulong Fnv1a(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * 1099511628211UL;
        }
        hash ^= hash >> 32;
        return hash * 0x9E3779B97F4A7C15UL;
    }
}
