namespace Sammenhaeng.Application.Persistence;

/// <summary>The Idempotency-Key of the request in this scope, when its sender gave one.</summary>
public sealed class CurrentIdempotencyKey
{
    public string? Key { get; private set; }

    public void Is(string key) => Key = key;
}

/// <summary>A command sent again with the same key by the same caller gets the answer it got before, and changes nothing.</summary>
public interface IIdempotency
{
    Task<TAnswer> OnceAsync<TRequest, TAnswer>(TRequest request, Func<Task<TAnswer>> run, CancellationToken cancellationToken)
        where TRequest : notnull;
}

/// <summary>422: the key has been used for another request.</summary>
public sealed class IdempotencyKeyReusedException : Exception
{
    public IdempotencyKeyReusedException()
        : base("The idempotency key has been used for another request.")
    {
    }

    public IdempotencyKeyReusedException(string message)
        : base(message)
    {
    }

    public IdempotencyKeyReusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
