namespace Sammenhaeng.Application.Keys;

/// <summary>The key ring is not there, not whole, or not the one of this database. The message says which, and what to do.</summary>
public sealed class KeyRingException : InvalidOperationException
{
    public KeyRingException()
        : this("The key ring cannot be used.")
    {
    }

    public KeyRingException(string message)
        : base(message)
    {
    }

    public KeyRingException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
