using CreditDecision.LedgerHost;

// The ledger alone in a process of its own: for tests that kill it or take its disk away, and to measure it by hand.
switch (args)
{
    case ["commit", string store, string run]:
        await Committing.RunAsync(store, run);
        return 0;
    case ["measure", string store, string callers, string seconds]:
        await Measuring.RunAsync(store, int.Parse(callers), TimeSpan.FromSeconds(int.Parse(seconds)));
        return 0;
    case ["prove", string store]:
        return Proving.Run(store);
    case ["default-rates", string database]:
        return await DefaultRating.RunAsync(database);
    default:
        await Console.Error.WriteLineAsync(
            """
            LedgerHost commit STORE RUN                 commits until it is killed; prints what was acknowledged
            LedgerHost measure STORE CALLERS SECONDS    commits for a while; prints throughput and latency
            LedgerHost default-rates DATABASE           counts defaults of a million loans in PostgreSQL, which it makes first where there are none
            LedgerHost prove STORE                      verifies the audit trail; prints how fast and what it found
            """);
        return 2;
}
