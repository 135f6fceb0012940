namespace Sammenhaeng.Application.Persistence;

/// <summary>Somebody else has changed it since it was read, or holds what the database allows only once. 412 or 409 outside.</summary>
public sealed class StaleRevisionException : Exception
{
    public StaleRevisionException()
        : this("It has been changed by somebody else in the meantime.")
    {
    }

    public StaleRevisionException(string message)
        : base(message)
    {
    }

    public StaleRevisionException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
