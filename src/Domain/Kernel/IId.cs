namespace Sammenhaeng.Domain.Kernel;

/// <summary>A typed id around a version-7 GUID. Version 7 sorts by time, so new rows land at the end of their index.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}
