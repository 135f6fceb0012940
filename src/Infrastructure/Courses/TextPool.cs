using System.Text;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>
/// Hands out one string for the same bytes: codes, sources and common ids come again and again in a stream of citizens.
/// A fixed number of places; a newcomer takes the place of who was there, so the pool never grows.
/// </summary>
internal sealed class TextPool
{
    private const int Places = 8192;
    private const int LongestKept = 40;

    private readonly (byte[] Bytes, string Text)[] _places = new (byte[], string)[Places];

    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestKept)
        {
            return Encoding.UTF8.GetString(utf8);
        }
        var hash = 2166136261u;
        foreach (var b in utf8)
        {
            hash = (hash ^ b) * 16777619u;
        }
        ref var place = ref _places[(hash ^ (hash >> 15)) & (Places - 1)];
        if (place.Bytes is null || !utf8.SequenceEqual(place.Bytes))
        {
            place = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }
        return place.Text;
    }
}
