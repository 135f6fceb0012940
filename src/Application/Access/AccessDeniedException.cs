namespace Sammenhaeng.Application.Access;

/// <summary>403. The code says why, to the log and to the page; it is never a refusal, which would be an answer.</summary>
public sealed class AccessDeniedException : Exception
{
    public AccessDeniedException()
        : this("access.relation")
    {
    }

    public AccessDeniedException(string code)
        : base($"Access denied: {code}.") => Code = code;

    public AccessDeniedException(string code, Exception inner)
        : base($"Access denied: {code}.", inner) => Code = code;

    public string Code { get; }

    /// <summary>The denial stands in the access log of the open transaction, which is to be committed although the request failed.</summary>
    public bool IsWrittenDown { get; init; }

    /// <summary>
    /// The denial fell inside the request, whose transaction goes with all that was done in it. This is to be written down when it has gone.
    /// </summary>
    public AccessEntry? ToWriteDown { get; init; }
}

/// <summary>503. What is not written down is not shown.</summary>
public sealed class AccessLogUnavailableException : Exception
{
    public AccessLogUnavailableException()
        : base("The access log cannot be written.")
    {
    }

    public AccessLogUnavailableException(string message)
        : base(message)
    {
    }

    public AccessLogUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
