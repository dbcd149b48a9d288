using CreditDecision.Core.Applications;
using CreditDecision.Modeling.Fitting;
using CreditDecision.Modeling.Validation;
using CreditDecision.Service.Decisions;
using CreditDecision.V1;
using Grpc.Core;

namespace CreditDecision.Service.Governance.Testing;

/// <summary>Takes in the order of a development test and its data set, piece by piece.</summary>
internal static class TestIntake
{
    private const int MostDataBytes = 256 * 1024 * 1024, MostPolicyBytes = 1024 * 1024, MostConditions = 20, LongestName = 128;

    /// <exception cref="RpcException">INVALID_ARGUMENT.</exception>
    public static async Task<(DevelopmentTestOrder Order, ReadOnlyMemory<byte> Data)> ReadAsync(IAsyncStreamReader<RunDevelopmentTestRequest> requests, CancellationToken cancellation)
    {
        if (!await requests.MoveNext(cancellation) || requests.Current.PartCase != RunDevelopmentTestRequest.PartOneofCase.Order)
            throw Refusals.InvalidArgument([new FieldError("order", "must be the first message")]);
        DevelopmentTestOrder order = requests.Current.Order;
        using var data = new MemoryStream();
        while (await requests.MoveNext(cancellation))
        {
            if (requests.Current.PartCase != RunDevelopmentTestRequest.PartOneofCase.Data) throw Refusals.InvalidArgument([new FieldError("data", "must be all messages but the first")]);
            if (data.Length + requests.Current.Data.Length > MostDataBytes) throw Refusals.InvalidArgument([new FieldError("data", $"must be at most {MostDataBytes} bytes together")]);
            data.Write(requests.Current.Data.Span);
        }
        if (data.Length == 0) throw Refusals.InvalidArgument([new FieldError("data", "must not be empty")]);
        return (order, data.GetBuffer().AsMemory(0, (int)data.Length));
    }

    public static RowChoice Check(DevelopmentTestOrder order, GovernanceRequests check)
    {
        if (order.Policy.Length is 0 or > MostPolicyBytes) check.Errors.Add(new("order.policy", $"must have 1 to {MostPolicyBytes} bytes"));
        if (order.DataName.Length is 0 or > LongestName) check.Errors.Add(new("order.data_name", $"must be 1 to {LongestName} characters"));
        if (order.Label.Length == 0) check.Errors.Add(new("order.label", "must name the column of the outcome"));
        if (order.Only.Count > MostConditions) check.Errors.Add(new("order.only", $"must be at most {MostConditions}"));
        if (double.IsNaN(order.HoldOutShare) || order.HoldOutShare is < 0 or >= 1) check.Errors.Add(new("order.hold_out_share", "must be above 0 and below 1, or 0 for 0.25"));
        if (order.Part.Length > 0 && order.HoldOutValue.Length == 0) check.Errors.Add(new("order.hold_out_value", "must say which text of the part is held out"));
        var choice = new RowChoice
        {
            Label = order.Label, BadValue = order.BadValue, OnlyRows = [.. order.Only.Select(each => new RowCondition(each.Column, each.Value))], Part = order.Part, Segment = order.Segment,
        };
        if (order.Part.Length > 0) choice = choice with { HoldOutValue = order.HoldOutValue };
        if (order.HoldOutShare > 0) choice = choice with { HoldOutShare = order.HoldOutShare };
        return order.Seed != 0 ? choice with { Seed = order.Seed } : choice;
    }
}
