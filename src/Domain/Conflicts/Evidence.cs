using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
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
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One for each thread: a sweep writes facts of a hundred thousand citizens, one after another.</summary>
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json)? _writer;

    private readonly (string Name, object? Value)[] _facts;
    private string? _json;
    private long? _hash;

    private Evidence((string Name, object? Value)[] facts) => _facts = facts;

    public static Evidence None { get; } = Of();

    public string Json => _json ??= Encoding.UTF8.GetString(Written());

    /// <summary>Tells whether the facts changed.</summary>
    public long Hash => _hash ??= HashOf(Written());

    /// <summary>
    /// Facts by name, in the order given. A value is a string, an int, a double (hours), a bool, a <see cref="DateOnly"/>,
    /// a local <see cref="DateTime"/>, an <see cref="IsoWeek"/>, null, an <see cref="ItemKey"/> as
    /// <c>source:id</c>, or an array of those. They are kept, and written down when somebody asks: most findings are known already, or only counted.
    /// </summary>
    public static Evidence Of(params ReadOnlySpan<(string Name, object? Value)> facts) => new(facts.ToArray());

    /// <summary>Holds until the next evidence of this thread is written.</summary>
    private ReadOnlySpan<byte> Written()
    {
        var (bytes, json) = _writer ??= NewWriter();
        bytes.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        foreach (var (name, value) in _facts)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan;
    }

    private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json) NewWriter()
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        return (bytes, new Utf8JsonWriter(bytes, Relaxed));
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
            case ItemKey key:
                json.WriteStringValue(key.ToString());
                break;
            case ItemKey[] keys:
                json.WriteStartArray();
                foreach (var key in keys)
                {
                    json.WriteStringValue(key.ToString());
                }
                json.WriteEndArray();
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
