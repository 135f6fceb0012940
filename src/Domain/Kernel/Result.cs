namespace Sammenhaeng.Domain.Kernel;

/// <summary>What a verb answers: a value, or the refusal. Never both, never neither.</summary>
public sealed class Result<T>
{
    private readonly T? _value;
    private readonly Refusal? _refusal;

    private Result(T? value, Refusal? refusal)
    {
        _value = value;
        _refusal = refusal;
    }

    public bool Succeeded => _refusal is null;

    public T Value => _refusal is null
        ? _value!
        : throw new InvalidOperationException($"Refused ({_refusal.Code}): there is no value.");

    public Refusal Refusal => _refusal ?? throw new InvalidOperationException("Succeeded: there is no refusal.");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>The value of a verb that has nothing to tell but that it is done.</summary>
public readonly record struct Done
{
    public static readonly Done Value;
}
