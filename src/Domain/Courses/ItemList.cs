namespace Sammenhaeng.Domain.Courses;

/// <summary>
/// A growing array that is emptied and filled again for the next citizen, so that a stream of citizens allocates nothing. It lies in what
/// holds it, never copied: 18 lists of a course, each an object of its own, were 18 places in memory to wait for, most of them empty.
/// </summary>
public struct ItemList<T> where T : struct
{
    private T[]? _items;

    public int Count { get; private set; }

    public readonly Span<T> Span => _items.AsSpan(0, Count);

    public readonly ref T this[int index] => ref _items![index];

    /// <summary>Adds an empty row and hands it out to be filled in place. The reference is dead after the next Add.</summary>
    public ref T Add()
    {
        if (_items is null || Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(8, Count * 2));
        }
        _items[Count] = default;
        return ref _items[Count++];
    }

    public void Add(in T item) => Add() = item;

    public void RemoveAt(int index)
    {
        Span[(index + 1)..].CopyTo(Span[index..]);
        Count--;
    }

    public void Clear() => Count = 0;
}
