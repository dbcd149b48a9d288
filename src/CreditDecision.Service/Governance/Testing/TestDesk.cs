using System.Text;
using CreditDecision.Core.Documents;
using CreditDecision.Core.Governance;
using CreditDecision.Core.Scoring;
using CreditDecision.Modeling.Formats;
using CreditDecision.Modeling.Validation;
using CreditDecision.Modeling.Validation.Pages;
using CreditDecision.Modeling.Validation.Policies;
using CreditDecision.Service.Decisions;
using CreditDecision.Service.Strategies;
using CreditDecision.Service.Strategies.Archive;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Governance.Testing;

/// <summary>Runs tests of what was registered, on the files that were kept then: whatever the folder holds by now.</summary>
internal sealed class TestDesk(GovernanceBook book, IContentArchive archive) : IDisposable
{
    // A test scores the data set some hundred times; two at once would take the machine from the decisions.
    private readonly SemaphoreSlim _turn = new(1);

    /// <exception cref="RpcException">There is no such thing, or its files are not there any more.</exception>
    public async ValueTask<TestedThing> FindAsync(ThingKey key, CancellationToken cancellation)
    {
        GovernanceState state = await book.FollowAsync(cancellation);
        if (!state.Portfolio.Things.TryGetValue(key, out Thing? thing)) throw GovernanceQueries.Unknown(key);
        string files = state.Events.First(next => next.Command.Act == Act.Register && next.Command.Thing == key).Command.Particulars.Document.ToString();
        IContentSource source = await archive.FindAsync(files, cancellation)
            ?? throw new RpcException(new Status(StatusCode.FailedPrecondition, $"The content {files} that {key} was registered from is not in this store's archive."));
        StrategyBook? content = await AloneAsync(() => ContentLoader.Load(source, out _, part: ContentPart.Base), cancellation);
        return content is not null && DescribedThing.Find(content, thing.Registration.Kind, key.Id, thing.Registration.Label) is { } described
            ? new TestedThing(thing, described, content, state.Portfolio)
            : throw new RpcException(new Status(StatusCode.FailedPrecondition, $"This version of the service cannot read the content {files} that {key} was registered from."));
    }

    /// <exception cref="RpcException">INVALID_ARGUMENT: the policy or the data set has mistakes; every one is named.</exception>
    public Task<SystemTest> RunAsync(TestedThing tested, ReadOnlyMemory<byte> policy, RowChoice choice, string dataName, ReadOnlyMemory<byte> data, CancellationToken cancellation) =>
        AloneAsync(() => Run(tested, policy, choice, dataName, data), cancellation);

    public void Dispose() => _turn.Dispose();

    private static SystemTest Run(TestedThing tested, ReadOnlyMemory<byte> policyBytes, RowChoice choice, string dataName, ReadOnlyMemory<byte> data)
    {
        var errors = new DocumentErrors();
        TestPolicy? policy = YamlDocuments.Read(policyBytes, "policy", errors) is { } document ? TestPolicyReader.Read(DocumentObject.Root(document.Element, errors), document.Sha256) : null;
        Throw("policy", errors);
        CsvTable? table = CsvTables.Read(data, dataName, errors);
        Throw("data", errors);
        IModel model = tested.Content.Context.Models[tested.Described.Id];
        TestSubject subject = TestSubject.Of(model, tested.Content.Catalog);
        LabelledRows? rows = new LabelledRowsBinder(table!, choice, errors).Bind(subject);
        Throw("data", errors);
        TestReport? report = DevelopmentTest.Run(subject, rows!, policy!, errors);
        Throw("policy", errors);
        byte[] json = TestReportJson.Write(report!);
        string page = TestReportPage.Write(report!, TestReportJson.Sha256(json));
        return new SystemTest(
            report!.Passed, [.. report.Checks.Select(ToWire)],
            new GovernanceDocument(GovernanceDocumentKind.TestReport, "application/json", json),
            new GovernanceDocument(GovernanceDocumentKind.TestReport, "text/html", Encoding.UTF8.GetBytes(page)),
            new GovernanceDocument(GovernanceDocumentKind.TestPolicy, "application/yaml", policyBytes));
    }

    private static Wire.TestCheck ToWire(TestCheck check)
    {
        var wire = new Wire.TestCheck { Name = check.Name, At = check.At, Kind = check.Kind, Bound = check.Bound, Passed = check.Passed };
        if (!double.IsNaN(check.Value)) wire.Value = check.Value;
        return wire;
    }

    private static void Throw(string field, DocumentErrors errors)
    {
        if (errors.Any) throw Refusals.InvalidArgument([.. errors.All.Select(error => new CreditDecision.Core.Applications.FieldError(error.Path.Length > 0 ? $"{field}.{error.Path}" : field, error.Message))]);
    }

    private async Task<T> AloneAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await Task.Factory.StartNew(work, cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _turn.Release();
        }
    }
}
