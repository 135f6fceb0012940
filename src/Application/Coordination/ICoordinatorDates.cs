namespace Sammenhaeng.Application.Coordination;

/// <summary>Roles begin and end on days that pass without anybody sending or writing anything.</summary>
public interface ICoordinatorDates
{
    /// <summary>Takes over and ends imported roles, and ends those agreed until a day, as today asks for. Changes nothing twice.</summary>
    Task SettleAsync(DateOnly today, CancellationToken cancellationToken);
}
