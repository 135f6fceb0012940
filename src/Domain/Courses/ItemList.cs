namespace Sammenhaeng.Domain.Courses;

/// <summary>A growing array that is emptied and filled again for the next citizen, so that a stream of citizens allocates nothing.</summary>
public sealed class ItemList<T> where T : struct
{
    private T[] _items = [];

    public int Count { get; private set; }

    public Span<T> Span => _items.AsSpan(0, Count);

    public ref T this[int index] => ref _items[index];

    /// <summary>Adds an empty row and hands it out to be filled in place. The reference is dead after the next Add.</summary>
    public ref T Add()
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(8, Count * 2));
        }
        _items[Count] = default;
        return ref _items[Count++];
    }

    public void Add(in T item) => Add() = item;

    public void RemoveAt(int index)
    {
        _items.AsSpan(index + 1, Count - index - 1).CopyTo(_items.AsSpan(index));
        Count--;
    }

    public void Clear() => Count = 0;
}
