using System.Globalization;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;

namespace CreditDecision.LoadTests.Driving;

/// <summary>Puts the borrowers of a mix who are to be denied on the list, before anything is sent.</summary>
internal static class ListedPeople
{
    private const int MostInOne = 500;

    public static async Task PutAsync(Uri server, IReadOnlyList<string> idNumbers, string run, CancellationToken cancellation)
    {
        if (idNumbers.Count == 0) return;
        using GrpcChannel channel = GrpcChannel.ForAddress(server);
        var client = new ListService.ListServiceClient(channel);
        int part = 0;
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        foreach (string[] some in idNumbers.Chunk(MostInOne))
        {
            var request = new PutEntriesRequest { ClientId = "loadtest", RecordId = string.Create(CultureInfo.InvariantCulture, $"{run}-{part++}") };
            request.Entries.AddRange(some.Select(id => new ListEntry
            {
                List = ListKind.Deny, Purpose = ListPurpose.AntiFraud, Subject = ListSubject.Borrower, Value = id,
                Source = "load-test", Reason = "listed_share of a scenario", ExpiresAt = now.AddDays(1).ToTimestamp(),
            }));
            await client.PutEntriesAsync(request, cancellationToken: cancellation);
        }
        Console.WriteLine($"{idNumbers.Count} borrowers stand on the list of those to deny");
    }
}
