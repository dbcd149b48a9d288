using System.Runtime.CompilerServices;
using CreditDecision.Core.Features;
using Microsoft.Extensions.ObjectPool;

namespace CreditDecision.Service.Decisions.Messages;

/// <summary>Readers of drafts for whoever reads one now and then, kept for the catalog that they know the places of. Any number of threads.</summary>
internal static class DraftReaders
{
    private static readonly ConditionalWeakTable<FeatureCatalog, ObjectPool<DraftReader>> Idle = [];

    public static DraftReader Take(FeatureCatalog catalog) => PoolOf(catalog).Get();

    public static void Return(FeatureCatalog catalog, DraftReader reader) => PoolOf(catalog).Return(reader);

    private static ObjectPool<DraftReader> PoolOf(FeatureCatalog catalog) =>
        Idle.GetValue(catalog, static catalog => new DefaultObjectPool<DraftReader>(new ReaderPolicy(catalog)));

    private sealed class ReaderPolicy(FeatureCatalog catalog) : PooledObjectPolicy<DraftReader>
    {
        public override DraftReader Create() => new(new TextCache(), catalog);

        public override bool Return(DraftReader reader) => true;
    }
}
