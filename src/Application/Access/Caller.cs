namespace Sammenhaeng.Application.Access;

/// <summary>
/// Who is asking, as far as a token or a session says: the subject and no more. What the subject may do is read from the database at
/// each request.
/// </summary>
public sealed record Caller
{
    private const string PersonPrefix = "person:";

    private Caller(string? subject, string requestId, Guid? session)
    {
        Subject = subject;
        RequestId = requestId;
        Session = session;
    }

    /// <summary>The subject known to the sign-in service, also of a machine client; null for the system itself.</summary>
    public string? Subject { get; }

    public string RequestId { get; }

    /// <summary>The session it comes from, which must not have ended; null for a machine client, whose token ends by itself.</summary>
    public Guid? Session { get; }

    public bool IsSystem => Subject is null;

    /// <summary>The private person who has signed in with the national e-ID; null for staff, for clients and for the system.</summary>
    public Guid? Person { get; private init; }

    public static Caller WithSubject(string subject, string requestId, Guid? session = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(subject);
        if (IsOfPerson(subject))
        {
            throw new ArgumentException("No issuer of the staff's names a private person.", nameof(subject));
        }
        return new Caller(subject, requestId, session);
    }

    /// <summary>A citizen, or somebody who stands for or beside one.</summary>
    public static Caller AsPerson(Guid person, string requestId, Guid session) =>
        new(SubjectOf(person), requestId, session) { Person = person };

    /// <summary>As sessions and the access log name a private person.</summary>
    public static string SubjectOf(Guid person) => $"{PersonPrefix}{person:N}";

    public static bool IsOfPerson(string subject) => subject.StartsWith(PersonPrefix, StringComparison.Ordinal);

    /// <summary>A job or a verb of the program, which whoever runs the machine has started.</summary>
    public static Caller System(string requestId) => new(null, requestId, null);
}

/// <summary>Holds the caller of a scope. Whoever opens the scope says who it is; nobody said means nobody is let in.</summary>
public sealed class CurrentCaller
{
    public Caller? Caller { get; private set; }

    public void Is(Caller caller) => Caller = caller;
}
