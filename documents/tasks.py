import logging

from celery import shared_task

from . import actions

logger = logging.getLogger(__name__)


@shared_task
def sweep_files():
    logger.info("removed %d files without a row", actions.sweep_files())
